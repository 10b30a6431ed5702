import { describe, expect, it } from 'vitest';
import { type Log, silentLog } from '#src/log.ts';
import { DaveGroup } from '#src/sandbox/voice/dave/DaveGroup.ts';
import { DaveParticipant, type DaveReplies } from '#src/sandbox/voice/dave/DaveParticipant.ts';
import { seededRandom } from '#test/support/signals/random.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const CHANNEL = '777000777000777000';
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
/** Of which at least a hundred are joins and leaves. */
const STEPS = 115;
const ANNOUNCE_COMMIT = 29;
const WELCOME = 30;
/** More than any delay, transition or wait for a commit takes. */
const LONG_MS = 30_000;

/** Somebody to whom some commits and welcomes come damaged, and who is not always heard. */
class Unlucky extends DaveParticipant {
  misfortune = 0;
  silent = false;

  override start(replies: DaveReplies): void {
    super.start({
      receive: (...answer) => {
        if (!this.silent) replies.receive(...answer);
      },
      receiveBinary: (...answer) => {
        if (!this.silent) replies.receiveBinary(...answer);
      },
    });
  }

  override sendBinary(op: number, payload: Buffer): void {
    if (this.misfortune > 0 && (op === ANNOUNCE_COMMIT || op === WELCOME)) {
      this.misfortune--;
      const damaged = Buffer.from(payload);
      damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
      super.sendBinary(op, damaged);
    } else {
      super.sendBinary(op, payload);
    }
  }
}

class Stage {
  readonly clock = new VirtualClock();
  readonly group = new DaveGroup({ channelId: CHANNEL, clock: this.clock, log: silentLog });
  readonly members: Unlucky[] = [];
  readonly random: () => number;
  /** Proposals that did not fit: a real client does not survive one. */
  refusals = 0;
  readonly #log: Log = {
    ...silentLog,
    warn: (_fields, message) => {
      if (message.includes('refused')) this.refusals++;
    },
  };
  #lastUser = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  join(userId = String(1_000 + this.#lastUser++)): Unlucky {
    const member = new Unlucky({
      userId,
      channelId: CHANNEL,
      clock: this.clock,
      log: this.#log,
      answerDelayMs: () => this.random() * 30,
    });
    this.members.push(member);
    this.group.join(member);
    member.start(this.group);
    return member;
  }

  leave(member: Unlucky): void {
    this.members.splice(this.members.indexOf(member), 1);
    this.group.leave(member);
    member.close();
  }

  close(): void {
    for (const member of this.members) member.close();
    this.group.close();
  }

  /** Everybody is in one group, and hears everybody else. */
  expectAgreement(): void {
    const [first] = this.members;
    if (first === undefined) return;
    if (this.members.length === 1) {
      expect(first.ready).toBe(false);
      return;
    }
    for (const member of this.members) {
      expect(member.ready).toBe(true);
      expect(member.epoch).toBe(first.epoch);
      expect(member.privacyCode).toBe(first.privacyCode);
      expect(this.group.includes(member.userId)).toBe(true);
    }
    for (const speaker of this.members) {
      const packet = Buffer.from(`a packet of ${speaker.userId}`);
      const encrypted = speaker.encrypt(packet);
      expect(encrypted).not.toEqual(packet);
      for (const listener of this.members) {
        if (listener !== speaker) {
          expect(listener.decrypt(speaker.userId, encrypted)).toEqual(packet);
        }
      }
    }
  }
}

describe('DaveGroup', () => {
  it.each(SEEDS)('keeps everybody in one group, whatever happens (seed %i)', async (seed) => {
    const stage = new Stage(seed);
    for (let step = 0; step < STEPS; step++) {
      const chance = stage.random();
      const somebody = stage.members[Math.floor(stage.random() * stage.members.length)];
      if (somebody === undefined || (chance < 0.5 && stage.members.length < 6)) stage.join();
      else if (chance < 0.85) stage.leave(somebody);
      else if (chance < 0.92) somebody.misfortune = 1;
      else {
        stage.leave(somebody);
        stage.join(somebody.userId);
      }
      if (stage.random() < 0.5) await stage.clock.advance(stage.random() * 100);
      if (step % 10 !== 4) continue;
      for (const member of stage.members) member.misfortune = 0;
      await stage.clock.advance(LONG_MS);
      stage.expectAgreement();
    }
    stage.close();
    expect(stage.clock.pending).toBe(0);
  });

  it.each(SEEDS.slice(0, 5))(
    'ends and begins anew whenever it is switched off and on (seed %i)',
    async (seed) => {
      const stage = new Stage(1_000 + seed);
      for (let i = 0; i < 4; i++) stage.join();
      for (let round = 0; round < 8; round++) {
        await stage.clock.advance(stage.random() * 200);
        stage.group.downgrade();
        await stage.clock.advance(stage.random() * 200);
        const [first] = stage.members;
        if (first !== undefined && stage.random() < 0.5) stage.leave(first);
        stage.join();
        const settles = stage.random() < 0.5;
        if (settles) await stage.clock.advance(LONG_MS);
        if (settles) expect(stage.members.map(({ ready }) => ready)).not.toContain(true);
        stage.group.upgrade();
        stage.join();
        if (stage.random() < 0.5) continue;
        await stage.clock.advance(LONG_MS);
        stage.expectAgreement();
      }
      await stage.clock.advance(LONG_MS);
      stage.expectAgreement();
      expect(stage.refusals).toBe(0);
      stage.close();
      expect(stage.clock.pending).toBe(0);
    },
  );

  it('does not let a member hear what is said after it left or before it came', async () => {
    const stage = new Stage(9);
    const [ada, bob, cleo] = [stage.join(), stage.join(), stage.join()];
    await stage.clock.advance(LONG_MS);
    const before = ada.encrypt(Buffer.from('before'));
    stage.leave(cleo);
    const dora = stage.join();
    await stage.clock.advance(LONG_MS);
    const after = ada.encrypt(Buffer.from('after'));
    expect(bob.decrypt(ada.userId, after)).toEqual(Buffer.from('after'));
    expect(dora.decrypt(ada.userId, after)).toEqual(Buffer.from('after'));
    expect(dora.decrypt(ada.userId, before)).toBeUndefined();
    expect(cleo.decrypt(ada.userId, after)).toBeUndefined();
    stage.close();
  });

  it('starts over when nobody commits', async () => {
    const stage = new Stage(11);
    const [ada, bob] = [stage.join(), stage.join()];
    await stage.clock.advance(LONG_MS);
    // Both are struck dumb, so that nobody answers the proposal to add a third.
    ada.silent = true;
    bob.silent = true;
    stage.join();
    await stage.clock.advance(1_000);
    ada.silent = false;
    bob.silent = false;
    await stage.clock.advance(LONG_MS);
    stage.expectAgreement();
    stage.close();
  });
});
