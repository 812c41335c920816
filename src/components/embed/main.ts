/** The entry of embed.html: a compact view of the link in the address, which works in any frame. */

import { spawnEmbedWorker } from '../../client/embed-worker';
import { showEmbedded } from './embedded-view';
import '../theme.css';
import './embed.css';

const root = document.getElementById('root');
if (root === null) throw new Error('embed.html has no element #root');

const theme = new URLSearchParams(window.location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

const service = spawnEmbedWorker();
const show = (): void => {
  void showEmbedded(root, window.location.hash, service, new URL('./', window.location.href).href);
};
show();
// Another link is another view: what the worker still computes for the earlier one would be of the wrong front.
window.addEventListener('hashchange', () => window.location.reload());
