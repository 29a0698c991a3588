import { defineConfig } from 'vite';

/** Cross-origin isolation: SharedArrayBuffer (the event ring) exists only under these headers. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  root: 'demo',
  publicDir: false,
  base: './',
  server: { headers: isolationHeaders, fs: { allow: ['..'] } },
  preview: { headers: isolationHeaders },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web', '@mediapipe/tasks-vision'] },
  assetsInclude: ['**/*.onnx', '**/*.task'],
  build: { target: 'es2022', outDir: '../dist', emptyOutDir: true, assetsInlineLimit: 0 },
});
