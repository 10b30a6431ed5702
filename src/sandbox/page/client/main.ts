import { connect } from './backend/connect.ts';
import { mountView } from './view/mountView.ts';

const root = document.getElementById('page');
if (root === null) throw new Error('The page has no place for its view');
const backend = connect();
root.replaceChildren();
// For the browser's console and for whoever measures: `lyrebird.sound.figures`.
Object.assign(globalThis, { lyrebird: backend });
mountView(root, backend);
// The next picture shows the page as it is meant.
const unsubscribe = backend.subscribe(({ type }) => {
  if (type !== 'welcome') return;
  queueMicrotask(() => unsubscribe());
  requestAnimationFrame(() => performance.mark('shown'));
});
