/** Installing Debian packages, where this process may. */

import { spawnSync } from 'node:child_process';
import process from 'node:process';

const TIME_LIMIT_MILLISECONDS = 5 * 60 * 1000;

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {boolean} whether it ended well
 */
function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** @returns {readonly string[] | undefined} what to write before a command to run it as root */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
}

/** @returns {boolean} */
export function canInstallPackages() {
  return process.platform === 'linux' && succeeds('apt-get', ['--version']) && rootPrefix() !== undefined;
}

/**
 * Installs packages with apt-get; its output goes to stderr.
 *
 * @param {readonly string[]} packages
 * @returns {boolean} whether they are installed now
 */
export function installPackages(packages) {
  const prefix = rootPrefix();
  if (prefix === undefined) return false;
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [command = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    const result = spawnSync(command, rest, {
      stdio: ['ignore', process.stderr, process.stderr],
      timeout: TIME_LIMIT_MILLISECONDS,
    });
    // An update may fail for one source of many and still bring what is needed: the installation decides.
    if (result.status !== 0 && args[0] === 'install') return false;
  }
  return true;
}
