import type { Incoming, WorkerOrder } from './messages.ts';

/** A line that broke is tried again after this. */
const RETRY_MS = 500;

/**
 * Holds the line on which the sound comes and passes it on to the audio thread: here, so that
 * nothing the page draws can hold it up.
 */
let out: MessagePort | undefined;
let url: string | undefined;
let socket: WebSocket | undefined;

function pass(incoming: Incoming): void {
  if (incoming === 'ended') out?.postMessage(incoming);
  else out?.postMessage(incoming, [incoming]);
}

function listen(): void {
  const wanted = url;
  if (wanted === undefined) return;
  const opened = new WebSocket(wanted);
  opened.binaryType = 'arraybuffer';
  socket = opened;
  opened.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (socket === opened && data instanceof ArrayBuffer) pass(data);
  });
  opened.addEventListener('close', () => {
    if (socket !== opened) return;
    pass('ended');
    setTimeout(() => {
      if (socket === opened) listen();
    }, RETRY_MS);
  });
}

addEventListener('message', ({ data }: MessageEvent<WorkerOrder>) => {
  if (data.type === 'port') {
    out = data.port;
    return;
  }
  if (data.url === url) return;
  url = data.url;
  const old = socket;
  socket = undefined;
  old?.close();
  pass('ended');
  listen();
});
