import { expect, test } from 'vitest';
import { z } from 'zod';
import { startBot } from '../support/bot/botInSandbox.ts';

const choices = z.array(z.object({ name: z.string(), value: z.string() }));

test('mixes are saved, completed, exported and imported by what Discord sends', async () => {
  const { sandbox, media, type, until, answerTo } = await startBot();
  const ada = sandbox.people.get('Ada');
  ada.join('Lounge');
  await type('Ada', '/lyria play techno:2, rain:1');
  await media.next('start');
  media.plays();
  const told = async (line: string, words: string) => {
    const interaction = await type('Ada', line);
    await until(words, () => (answerTo('Ada', interaction).includes(words) ? true : undefined));
    return interaction;
  };
  await told('/lyria mix save name:Friday night', 'is saved for this server');
  const code = answerTo('Ada', await told('/lyria mix share', 'lyre1-')).match(/lyre1-\w+/)?.[0];
  await told(`/lyria mix save name:Sent along code:${code}`, 'Sent along');

  const asked = ada.autocomplete('music', 'lyria mix load', 'name', { name: 'fri' });
  await asked.settled;
  const offered = choices.parse(asked.choices).map(({ value }) => value);
  expect(offered[0]).toBe('Friday night');

  const exporting = await told('/lyria mix export', '2 mixes');
  const [file] = ada.message(exporting.responseMessageId ?? '').attachments;
  expect(file?.filename).toBe('lyrebird-mixes.json');
  const json = await (await fetch(file?.url ?? '')).text();
  await told('/lyria mix delete name:Friday night', 'is off the mixes of this server');
  await told(`/lyria mix import file:${json.replace(/\s+/g, ' ')}`, '2 mixes added.');
  await told('/lyria mix list', 'Friday night');
});
