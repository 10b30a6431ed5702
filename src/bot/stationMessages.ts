import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { StationMessages } from '../control/ports.ts';
import type { MessagePort } from './MessagePort.ts';
import { renderPanel } from './panel/renderPanel.ts';
import { renderPoll } from './poll/renderPoll.ts';

/** Panels and polls, drawn and sent as messages. */
export function stationMessages(messages: MessagePort): StationMessages {
  return {
    drawPanel: (channelId, messageId, view) =>
      messages.edit(channelId, messageId, renderPanel(view)),
    retirePanel: (channelId, messageId, movedTo) =>
      messages.edit(channelId, messageId, movedPanel(movedTo)),
    postPoll: (channelId, { key, poll, result }) =>
      messages.post(channelId, renderPoll(key, poll, result)),
    closePoll: (channelId, messageId, { key, poll, result }) =>
      messages.edit(channelId, messageId, renderPoll(key, poll, result)),
  };
}

function movedPanel(channelId: string): APIContainerComponent {
  const content = `-# The panel has moved to its newest place in <#${channelId}>.`;
  return {
    type: ComponentType.Container,
    components: [{ type: ComponentType.TextDisplay, content }],
  };
}
