import type { Backend, MountView } from '../contract.ts';
import { Actions } from './actions/Actions.ts';
import { Announcer, announcement } from './announce.ts';
import { Composer } from './composer/Composer.ts';
import { Surface } from './dom/patch.ts';
import { renderPage } from './renderPage.ts';
import { applyEvent, TYPING_MS } from './state/applyEvent.ts';
import { namesOf } from './state/Names.ts';
import { FIRST_STATE } from './state/PageState.ts';
import { Store } from './state/Store.ts';
import { showTheme, storedTheme } from './theme.ts';

/** Shows the page in an element, and follows the backend until the returned function is called. */
export const mountView: MountView = (root, backend: Backend) => {
  const place = document.createElement('div');
  place.className = 'page';
  const region = document.createElement('div');
  region.className = 'visually-hidden';
  region.setAttribute('role', 'log');
  region.setAttribute('aria-live', 'polite');
  region.setAttribute('aria-label', 'New messages');
  root.append(place, region);

  const surface = new Surface(place);
  const announcer = new Announcer(region);
  let open = true;
  let drawing = false;
  /** Draws once for however many changes one event brings. */
  const redraw = (): void => {
    if (drawing || !open) return;
    drawing = true;
    queueMicrotask(() => {
      drawing = false;
      if (!open) return;
      showTheme(store.state.theme);
      surface.show(renderPage(store.state, actions, composer, Date.now()));
    });
  };
  let forgetTyping: ReturnType<typeof setTimeout> | undefined;
  const redrawLater = (): void => {
    clearTimeout(forgetTyping);
    forgetTyping = setTimeout(redraw, TYPING_MS);
  };
  const store = new Store(redraw);
  const actions = new Actions(backend, store);
  const composer = new Composer(actions);
  store.replace({ ...FIRST_STATE, theme: storedTheme() });

  const unsubscribe = backend.subscribe((event) => {
    const before = store.state;
    store.replace(applyEvent(before, event, Date.now()));
    if (event.type === 'typing') redrawLater();
    const said = announcement(before, event, namesOf(store.state.known));
    if (said !== undefined) announcer.say(said.text, said.edit, Date.now());
    // The server forgets with the connection that the workings are open.
    if (event.type === 'welcome' && before.known !== undefined && before.panels.workings) {
      void actions.openWorkings(true);
    }
  });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', redraw);

  return () => {
    open = false;
    clearTimeout(forgetTyping);
    unsubscribe();
    scheme.removeEventListener('change', redraw);
    composer.close();
    actions.close();
    surface.clear();
    place.remove();
    region.remove();
  };
};
