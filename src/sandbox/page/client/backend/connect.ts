import type { Backend, BackendEvent, Welcome } from '../contract.ts';
import { Microphone } from '../sound/Microphone.ts';
import { SoundPlayer } from '../sound/SoundPlayer.ts';
import { follow } from './follow.ts';
import { type LiveNews, LiveSocket } from './LiveSocket.ts';

/** Connects to the server that served this page. */
export function connect(): Backend {
  const listeners = new Set<(event: BackendEvent) => void>();
  const tell = (event: BackendEvent): void => {
    for (const listener of listeners) listener(event);
  };
  /** What a page knows by now: for those who subscribe late, and for the sound. */
  let known: Welcome | undefined;
  let connection: Extract<BackendEvent, { type: 'connection' }> = {
    type: 'connection',
    state: 'connecting',
  };

  const sound = new SoundPlayer((state) => tell({ type: 'sound', sound: state }));
  const onNews = (news: LiveNews): void => {
    if (news.type === 'connection') connection = news;
    else known = follow(known, news);
    if (known !== undefined && (news.type === 'welcome' || news.type === 'voiceStates')) {
      const { me, voiceStates } = known;
      const own = voiceStates.find(({ userId }) => userId === me.id);
      const hears = own !== undefined && !own.selfDeaf && !own.deaf;
      sound.follow(hears ? socket.seatId : undefined);
    }
    tell(news);
  };
  const socket = new LiveSocket(onNews);
  const setMicrophone = async (on: boolean): Promise<void> => {
    if (on) await microphone.start();
    else microphone.stop();
    tell({ type: 'microphone', isOn: on });
  };
  const microphone = new Microphone((pcm) => {
    // Whoever has left, or is muted, is heard by nobody: then it is switched off.
    socket.ask('utter', { pcm: base64Of(pcm) }).catch(() => setMicrophone(false));
  });

  // Browsers let a page sound only after somebody has touched it: any touch will do.
  for (const type of ['pointerdown', 'keydown'] as const) {
    document.addEventListener(type, () => void sound.start(), { passive: true });
  }
  socket.open();

  return {
    sound,
    newTabUrl: new URL('/?person=new', location.href).href,
    subscribe(listener) {
      listeners.add(listener);
      listener(connection);
      if (known !== undefined) listener({ type: 'welcome', welcome: known });
      listener({ type: 'sound', sound: sound.state });
      return () => listeners.delete(listener);
    },
    async join(channelId) {
      void sound.start();
      await socket.ask('join', { channelId });
    },
    async leave() {
      await socket.ask('leave', {});
    },
    async setVoice(change) {
      await socket.ask('setVoice', change);
    },
    async say(channelId, content) {
      await socket.ask('say', { channelId, content });
    },
    setMicrophone,
    async speak(text) {
      await socket.ask('speak', { text });
    },
    runCommand: (channelId, name, options) =>
      socket.ask('runCommand', { channelId, name, options }),
    autocomplete: (channelId, name, focused, options) =>
      socket.ask('autocomplete', { channelId, name, focused, options }),
    press: (messageId, customId) => socket.ask('press', { messageId, customId }),
    select: (messageId, customId, values) => socket.ask('select', { messageId, customId, values }),
    submitModal: (interactionId, fields) => socket.ask('submitModal', { interactionId, fields }),
    become: (personId) => socket.become(personId),
    async addListeners(count) {
      await socket.ask('addListeners', { count });
    },
    async removeListeners() {
      await socket.ask('removeListeners', {});
    },
    async openWorkings(open) {
      await socket.ask('openWorkings', { open });
    },
    async setFault(id, value) {
      await socket.ask('setFault', { id, value });
    },
  };
}

function base64Of(pcm: Int16Array): string {
  const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
