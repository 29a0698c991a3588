/** `npm test`: the static checks, then Vitest in Node and in a real browser. Arguments go to Vitest. */
import { execFileSync, spawnSync } from 'node:child_process';
import { ensureBrowser } from './find-browser.mjs';

const browser = await ensureBrowser();
let version = '';
try {
  version = execFileSync(browser.path, ['--version'], { encoding: 'utf8' }).trim();
} catch {
  version = 'version unknown';
}
console.log(`Testing in ${version} (${browser.how}: ${browser.path})`);

const args = process.argv.slice(2);
const run = (command) =>
  spawnSync(command, { shell: true, stdio: 'inherit', env: { ...process.env, BROWSER_PATH: browser.path } }).status ??
  1;

const checks = args.length > 0 ? 0 : run('npm run --silent check');
const tests = run(`npx --no-install vitest run ${args.join(' ')}`);
process.exit(checks || tests);
