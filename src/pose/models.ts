import fullUrl from '../../node_modules/@gymbrosinc/react-native-mediapipe-pose/ios/pose_landmarker_full.task?url';
import liteUrl from '../../node_modules/expo-pose-landmarker/android/src/main/assets/pose_landmarker_lite.task?url';
import type { PoseModel } from './types.ts';

/** A file that is only used if its bytes are these. */
export interface ModelFile {
  readonly url: string;
  readonly sha256: string;
}

/**
 * Google's Pose Landmarker models (Apache-2.0) as two npm packages happen to carry them. The packages are third parties':
 * the bytes are checked against these sums whenever a model is loaded.
 */
export const MODEL_FILES: Readonly<Record<PoseModel, ModelFile>> = {
  lite: { url: liteUrl, sha256: '59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a' },
  full: { url: fullUrl, sha256: '4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad' },
};
