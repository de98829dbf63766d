/**
 * Plays stories in the order of time, whatever payment a step belongs to, since a journal does not run backwards. What
 * falls due on the way is given its command at its time, as a running server would.
 */
import { DUE_COMMANDS } from '../../core/clockwork/due.js';
import type { IdSource } from '../../core/kernel/ids.js';
import type { Scope } from '../../store/page.js';
import type { RowWrite } from '../../store/port.js';
import { commitBatch } from '../batch.js';
import type { Outcome } from '../command_envelope.js';
import type { StagedWriter } from './staged_writer.js';
import type { Done, Step, Steps } from './story.js';

export interface Scene {
  readonly at_ms: number;
  begin(): Steps<void>;
}

export interface Stage {
  readonly writer: StagedWriter;
  readonly ids: IdSource;
  readonly scope: Scope;
  readonly api_version: string;
  /** What would come later has not happened yet. */
  readonly end_ms: number;
}

/** A story that has not begun, its next step, or what an object is given when it is due. */
type Waiting = { readonly at_ms: number } & (
  | { readonly scene: Scene }
  | { readonly story: Steps<void>; readonly step: Step }
  | { readonly due: Step }
);

export async function play(scenes: readonly Scene[], stage: Stage, onScene: (begun: number) => void): Promise<void> {
  const queue = new TimeQueue();
  for (const scene of scenes) queue.add({ at_ms: scene.at_ms, scene });
  let begun = 0;
  for (let next = queue.take(); next !== undefined && next.at_ms <= stage.end_ms; next = queue.take()) {
    if ('scene' in next) {
      begun += 1;
      onScene(begun);
      goOn(queue, next.scene.begin());
    } else if ('due' in next) {
      await perform(queue, next.due, 'daybook', stage);
    } else {
      goOn(queue, next.story, await perform(queue, next.step, 'demo', stage));
    }
  }
  await stage.writer.flush();
}

function goOn(queue: TimeQueue, story: Steps<void>, done?: Done): void {
  const { value: step } = done === undefined ? story.next() : story.next(done);
  if (step !== undefined) queue.add({ at_ms: step.at_ms, story, step });
}

async function perform(queue: TimeQueue, step: Step, actor: string, stage: Stage): Promise<Done> {
  const { writer, ids, scope, api_version } = stage;
  const { name, input, at_ms } = step;
  const command = { name, input, scope, livemode: false, actor, request_id: null, api_version };
  const [outcome] = await commitBatch(writer, [command], at_ms, ids);
  const done = doneOf(step, outcome, writer.takeLatest());
  for (const { kind, id, columns } of done.written) {
    const [due_at, due] = [columns['due_at'], DUE_COMMANDS[kind]];
    if (typeof due_at !== 'number' || due === undefined) continue;
    queue.add({ at_ms: due_at * 1000, due: { at_ms: due_at * 1000, name: due, input: { id } } });
  }
  return done;
}

type Performed = Done & { readonly written: readonly RowWrite[] };

/** A declined card is a part of the story; any other refusal is a mistake in it. */
function doneOf({ name, input }: Step, outcome: Outcome | undefined, written: readonly RowWrite[]): Performed {
  if (outcome?.status === 'done') return { id: outcome.row.id, is_declined: false, written };
  if (outcome?.status === 'refused' && outcome.refusal.status === 402) {
    return { id: '', is_declined: true, written };
  }
  throw new Error(`${name} was not done: ${JSON.stringify({ outcome, input })}`);
}

/** What waits, soonest first; of equal times what was added first. */
class TimeQueue {
  /** Latest first, so that taking is cheap. */
  readonly #waiting: Waiting[] = [];

  add(waiting: Waiting): void {
    let [low, high] = [0, this.#waiting.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#waiting[middle] as Waiting).at_ms > waiting.at_ms) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, waiting);
  }

  take(): Waiting | undefined {
    return this.#waiting.pop();
  }
}
