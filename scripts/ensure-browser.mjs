/**
 * Finds a Chrome or Chromium for the tests, installing one where there is none. As a command it prints its path.
 *
 * In order: CHROME_PATH or PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH, what is installed, what Playwright has in its cache,
 * Playwright's own download, Debian's package.
 */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { canInstallPackages, installPackages } from './apt.mjs';

const DOWNLOAD_LIMIT_MILLISECONDS = 4 * 60 * 1000;

const VARIABLES = ['CHROME_PATH', 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH'];

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];

/** @returns {string[]} where installers put browsers on this system */
function usualPaths() {
  const { env, platform } = process;
  if (platform === 'darwin') {
    return ['/Applications', join(env.HOME ?? '', 'Applications')].flatMap((folder) => [
      join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
    ]);
  }
  if (platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
      folder === undefined
        ? []
        : [
            join(folder, 'Google/Chrome/Application/chrome.exe'),
            join(folder, 'Chromium/Application/chrome.exe'),
          ],
    );
  }
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return [
    ...folders.filter((folder) => folder !== '').flatMap((folder) => NAMES.map((name) => join(folder, name))),
    '/opt/google/chrome/chrome',
    '/usr/lib/chromium/chromium',
  ];
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @returns {boolean} whether it starts: a browser may lie there without the system's libraries that it needs
 */
function starts(path) {
  // On Windows `--version` opens a window.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @returns {string | undefined} the browser that a variable of the environment names */
function namedBrowser() {
  for (const variable of VARIABLES) {
    const path = process.env[variable];
    if (path === undefined || path === '') continue;
    if (!isExecutable(path)) throw new Error(`${variable} names ${path}, which is no executable file`);
    return path;
  }
  return undefined;
}

/**
 * @returns {string | undefined} the path of an installed browser; nothing is started or installed
 * @throws {Error} if a variable of the environment names something that is no browser
 */
export function findBrowser() {
  return namedBrowser() ?? [...usualPaths(), chromium.executablePath()].find(isExecutable);
}

/**
 * @param {readonly string[]} args of Playwright's command line
 * @returns {boolean} whether it ended well
 */
function playwright(args) {
  const script = join(
    createRequire(import.meta.url).resolve('@playwright/test/package.json'),
    '..',
    'cli.js',
  );
  const result = spawnSync(process.execPath, [script, ...args], {
    stdio: ['ignore', process.stderr, process.stderr],
    timeout: DOWNLOAD_LIMIT_MILLISECONDS,
    // Where its servers cannot be reached this fails within a minute.
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '8000', ...process.env },
  });
  return result.status === 0;
}

/** @returns {string | undefined} the path of a browser that starts */
function workingBrowser() {
  const named = namedBrowser();
  const candidates = named === undefined ? [...usualPaths(), chromium.executablePath()] : [named];
  return candidates.find((path) => isExecutable(path) && starts(path));
}

/**
 * @returns {string} the path of a browser that starts
 * @throws {Error} if there is none and none can be installed
 */
export function ensureBrowser() {
  const found = workingBrowser();
  if (found !== undefined) return found;

  console.error('No Chrome or Chromium that starts: installing the one that comes with Playwright.');
  if (playwright(['install', '--no-shell', 'chromium'])) {
    if (!starts(chromium.executablePath()) && canInstallPackages()) playwright(['install-deps', 'chromium']);
    const downloaded = workingBrowser();
    if (downloaded !== undefined) return downloaded;
  }

  if (canInstallPackages()) {
    console.error('That did not do: installing Debian’s package.');
    if (installPackages(['chromium', 'fonts-liberation', 'libvulkan1'])) {
      const installed = workingBrowser();
      if (installed !== undefined) return installed;
    }
  }
  throw new Error(
    'No Chrome or Chromium was found or could be installed. Install one, or name it in the variable CHROME_PATH.',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureBrowser());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
