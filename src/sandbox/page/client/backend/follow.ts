import type { PageEvent, Welcome } from '../wire.ts';

/** What is known after an event: a welcome for whoever comes to look now. */
export function follow(known: Welcome | undefined, event: PageEvent): Welcome | undefined {
  if (event.type === 'welcome') return event.welcome;
  if (known === undefined) return undefined;
  switch (event.type) {
    case 'messageCreated':
      return { ...known, messages: [...known.messages, event.message] };
    case 'messageUpdated': {
      const { message } = event;
      return {
        ...known,
        messages: known.messages.map((old) => (old.id === message.id ? message : old)),
      };
    }
    case 'messageDeleted':
      return { ...known, messages: known.messages.filter(({ id }) => id !== event.messageId) };
    case 'channels':
      return { ...known, channels: event.channels };
    case 'members': {
      const me = event.members.find(({ id }) => id === known.me.id) ?? known.me;
      return { ...known, me, members: event.members };
    }
    case 'voiceStates':
      return { ...known, voiceStates: event.voiceStates };
    case 'speaking':
      return { ...known, speaking: event.userIds };
    case 'commands':
      return { ...known, commands: event.commands };
    case 'faults':
      return { ...known, faults: event.faults };
    default:
      return known;
  }
}
