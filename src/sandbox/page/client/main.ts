import { connect } from './backend/connect.ts';
import { mountView } from './view/mountView.ts';

const root = document.getElementById('page');
if (root === null) throw new Error('The page has no place for its view');
const backend = connect();
root.replaceChildren();
mountView(root, backend);
