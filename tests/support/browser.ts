import { findBrowser } from '../../scripts/ensure-browser.mjs';

/** How every test that runs in a browser starts it; `npm test` has made sure before that there is one. */
export function browserLaunchOptions(): {
  readonly executablePath?: string;
  readonly args: string[];
  readonly chromiumSandbox: boolean;
} {
  const executablePath = findBrowser();
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      // Without it there is no adapter on machines without a graphics card.
      '--enable-unsafe-webgpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
    // Chromium's sandbox refuses to start for root, which is what tests run as in containers.
    chromiumSandbox: process.getuid?.() !== 0,
  };
}
