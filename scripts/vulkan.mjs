/**
 * What Dawn, the WebGPU of the tests in Node, needs on Linux: Vulkan's loader and a driver. Where there is no graphics
 * hardware the driver is SwiftShader, the software implementation that Chrome and Chromium bring along, and so do
 * they bring the loader. On macOS and Windows Dawn uses what the system has.
 */

import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { canInstallPackages, installPackages } from './apt.mjs';
import { ensureBrowser, findBrowser } from './ensure-browser.mjs';
import { ROOT } from './inputs.mjs';

const LOADER = 'libvulkan.so.1';
const SOFTWARE_DRIVER = 'vk_swiftshader_icd.json';

const LIBRARY_FOLDERS = [
  '/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
];

const DRIVER_FOLDERS = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

/**
 * @param {string} folder
 * @returns {string[]}
 */
function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** @returns {boolean} whether a graphics device and some driver for Vulkan are there */
function hasHardware() {
  const devices = [...list('/dev/dri').filter((name) => name.startsWith('renderD'))];
  const others = ['/dev/nvidia0', '/dev/dxg'].filter((path) => existsSync(path));
  return devices.length + others.length > 0 && DRIVER_FOLDERS.some((folder) => list(folder).length > 0);
}

/** @returns {string[]} the folders in which browsers keep their libraries */
function browserFolders() {
  const found = findBrowser();
  return [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/opt/google/chrome',
    dirname(chromium.executablePath()),
    ...(found === undefined ? [] : [dirname(realpathSync(found))]),
  ];
}

/**
 * A folder that holds the browser's loader and none of its other libraries.
 *
 * @param {string} library
 * @returns {string}
 */
function folderWithOnly(library) {
  const folder = join(ROOT, 'node_modules/.cache/vulkan');
  const link = join(folder, LOADER);
  if (existsSync(link) && realpathSync(link) === realpathSync(library)) return folder;
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(library, link);
  return folder;
}

/**
 * @returns {Record<string, string> | undefined} the variables with which a process finds Vulkan, or undefined where
 *   the loader or a driver is missing
 */
export function findVulkan() {
  const { env, platform } = process;
  if (platform !== 'linux') return {};
  /** @type {Record<string, string>} */
  const variables = {};

  const inSystem = LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, LOADER)));
  if (!inSystem) {
    const library = browserFolders()
      .map((folder) => join(folder, LOADER))
      .find((path) => existsSync(path));
    if (library === undefined) return undefined;
    variables.LD_LIBRARY_PATH = [folderWithOnly(library), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }

  if (env.VK_DRIVER_FILES !== undefined || env.VK_ICD_FILENAMES !== undefined) return variables;
  if (inSystem && hasHardware()) return variables;
  const driver = browserFolders()
    .map((folder) => join(folder, SOFTWARE_DRIVER))
    .find((path) => existsSync(path));
  if (driver === undefined) return undefined;
  return { ...variables, VK_DRIVER_FILES: driver };
}

/**
 * Installs what is missing.
 *
 * @throws {Error} if Vulkan cannot be had
 */
export function ensureVulkan() {
  if (findVulkan() !== undefined) return;
  ensureBrowser();
  if (findVulkan() !== undefined) return;
  if (canInstallPackages() && installPackages(['libvulkan1', 'mesa-vulkan-drivers', 'chromium'])) {
    if (findVulkan() !== undefined) return;
  }
  throw new Error(
    'Vulkan was not found: the GPU tests need its loader (libvulkan.so.1) and a driver, such as the SwiftShader that ' +
      'lies beside Chromium. The variable VK_DRIVER_FILES may name a driver.',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensureVulkan();
    console.log(findVulkan());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
