/** One run from its seed: a storm, and then calm for as long as everything may take that is left to be done. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSnapshot } from '../../src/app/ledger.js';
import { verify } from '../../src/app/verify.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { Callers, LIVE } from './callers.js';
import { LONGEST_MS, USUAL_ANSWER_MS } from './faulty_store.js';
import { JournalWatch } from './journal_watch.js';
import { checkMoney } from './money.js';
import { Network } from './network.js';
import { checkDelivered } from './outcome.js';
import { SimulatedProcess } from './process.js';
import { Receivers } from './receivers.js';
import { type Owner, Scheduler } from './scheduler.js';
import { CALM, drawWeather, type Weather } from './weather.js';

const STORM_MS = 10_000;
/** Processors and the way to them are bad for so much longer, that what nobody has answered is given to the next. */
const UNHEARD_MS = 90_000;
/** Between callers who pay while only that is bad, about. */
const PAYERS_MS = 5_000;
/** Then, until whatever was held up has been given to another, who has asked what became of it. */
const UNDECIDED_MS = 150_000;
const SLICE_MS = 5_000;
/** Long enough for due work to look again, which learns then of commits whose answers were lost. */
const CALM_MS = 45_000;
/** Work that falls due is done within this, where nothing goes wrong; and where calls take long. */
const PROMPT_MS = 1_500;
const SLOW_MS = 20_000;
const WEATHER: Owner = { name: 'weather', is_gone: false };

export interface RunResult {
  readonly steps: number;
  readonly answered: number;
  readonly posts: number;
  readonly crashes: number;
  readonly commits: number;
  readonly failures: number;
  /** Calls of processors. */
  readonly calls: number;
  /** Questions that were settled. */
  readonly settled: number;
  /** All that happened, in its order, as one number. */
  readonly fingerprint: number;
}

/** A file in memory where the system has a place for such: nothing here is about disks. */
function makeFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'daybook-simulator-'));
}

export class Simulator {
  readonly #folder = makeFolder();
  readonly #template = join(this.#folder, 'template.sqlite');

  async prepare(): Promise<void> {
    await openSqliteStore(this.#template).close();
  }

  /** Throws an error that says the seed and the last steps where something is not as it was promised. */
  async run(seed: number): Promise<RunResult> {
    const file = join(this.#folder, `${seed}.sqlite`);
    copyFileSync(this.#template, file);
    const run = new Run(seed, file);
    try {
      return await run.all();
    } finally {
      await run.close();
      for (const ending of ['', '-wal', '-shm', '-marker']) rmSync(`${file}${ending}`, { force: true });
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

class Run {
  readonly #seed: number;
  readonly #file: string;
  readonly #scheduler: Scheduler;
  readonly #weather: Weather;
  readonly #observer: ReturnType<typeof openSqliteStore>;
  readonly #journal: JournalWatch;
  readonly #receivers: Receivers;
  readonly #network: Network;
  readonly #callers: Callers;
  readonly #processes = new Set<SimulatedProcess>();
  readonly #set_back = new Set<string>();
  #is_calm = false;
  #has_written = false;
  #failure: string | undefined;
  #started = 0;
  #crashes = 0;
  #commits = 0;
  #failures = 0;

  constructor(seed: number, file: string) {
    this.#seed = seed;
    this.#file = file;
    this.#scheduler = new Scheduler(seed);
    this.#weather = drawWeather(this.#scheduler.chance);
    this.#observer = openSqliteStore(file);
    const shared = {
      scheduler: this.#scheduler,
      observer: this.#observer,
      fail: (message: string) => {
        this.#failure ??= message;
      },
    };
    this.#journal = new JournalWatch(this.#observer, () => this.#scheduler.now_ms, shared.fail);
    this.#receivers = new Receivers({
      ...shared,
      journal: this.#journal,
      unwilling: () => this.#now.unwilling,
      is_only_process: this.#weather.processes === 1,
      read_ago_ms: this.#weather.slow > 0 ? LONGEST_MS : USUAL_ANSWER_MS,
    });
    this.#network = new Network({
      scheduler: this.#scheduler,
      unheard: () => this.#ofProcessors.unheard,
      held_up: () => this.#ofProcessors.held_up,
    });
    this.#callers = new Callers({
      ...shared,
      journal: this.#journal,
      processes: () => [...this.#processes].filter(({ ledger }) => ledger !== undefined),
    });
  }

  get #now(): typeof CALM {
    return this.#is_calm ? CALM : this.#weather;
  }

  get #ofProcessors(): typeof CALM {
    return this.#scheduler.now_ms < STORM_MS + UNHEARD_MS ? this.#weather : CALM;
  }

  async all(): Promise<RunResult> {
    for (let count = 0; count < this.#weather.processes; count += 1) this.#start();
    this.#scheduler.add(WEATHER, 'the first callers', 100, () => this.#callers.begin());
    this.#nextCaller();
    await this.#goOn(STORM_MS);
    this.#is_calm = true;
    this.#nextPayer();
    await this.#goOn(UNHEARD_MS);
    while (this.#isUndecided() && this.#scheduler.now_ms < UNHEARD_MS + UNDECIDED_MS) await this.#goOn(SLICE_MS);
    await this.#goOn(CALM_MS);
    const { unanswered } = this.#callers;
    if (unanswered.length > 0) this.#failure ??= `nobody answered ${unanswered.join(', ')}`;
    await this.#checkAll();
    const { undecided, settled } = this.#journal.questions;
    if (undecided.length > 0) this.#failure ??= `nobody knows what became of ${undecided.join(', ')}`;
    this.#failure ??= await checkMoney(this.#observer, LIVE, this.#network.processor);
    const left = await checkDelivered(this.#observer, this.#journal, this.#receivers.taken);
    this.#failure ??= left;
    this.#throwIfFailed();
    return {
      steps: this.#scheduler.steps_done,
      answered: this.#callers.answered,
      posts: this.#receivers.posts,
      crashes: this.#crashes,
      commits: this.#commits,
      failures: this.#failures,
      calls: this.#network.calls,
      settled,
      fingerprint: this.#scheduler.fingerprint,
    };
  }

  #goOn(ms: number): Promise<void> {
    return this.#scheduler.run(this.#scheduler.now_ms + ms, () => this.#check());
  }

  #isUndecided(): boolean {
    return this.#journal.questions.undecided.length > 0 || this.#callers.unanswered.length > 0;
  }

  async close(): Promise<void> {
    for (const process of this.#processes) await process.crash();
    await this.#observer.close();
  }

  #start(): void {
    const { chance } = this.#scheduler;
    this.#started += 1;
    const process = new SimulatedProcess({
      name: `process ${this.#started}`,
      file: this.#file,
      scheduler: this.#scheduler,
      receivers: this.#receivers,
      network: this.#network,
      faults: () => this.#now,
      onWritten: (method) => {
        if (method !== 'commit') return;
        this.#has_written = true;
        this.#commits += 1;
      },
      onFault: () => {
        this.#failures += 1;
      },
      onSetback: (id) => this.#set_back.add(id),
    });
    this.#processes.add(process);
    this.#scheduler.note(`${process.name} starts`);
    process.start().catch((error) => this.#end(process, `could not start (${error})`));
    const { lives_ms } = this.#now;
    if (lives_ms === undefined) return;
    this.#scheduler.add(process, 'is killed', chance.next() * 2 * lives_ms, () => this.#end(process, 'is gone'));
  }

  #end(process: SimulatedProcess, why: string): void {
    this.#crashes += 1;
    this.#processes.delete(process);
    this.#scheduler.note(`${process.name} ${why}`);
    // It is gone at once; closing its file waits for nothing.
    void process.crash().then(() => this.#checkAll());
    this.#scheduler.add(WEATHER, 'another process', this.#scheduler.chance.next() * 2_000, () => this.#start());
  }

  #nextCaller(): void {
    const { chance } = this.#scheduler;
    this.#scheduler.add(WEATHER, 'a caller', chance.next() * 2 * this.#weather.callers_ms, () => {
      if (this.#is_calm) return;
      this.#callers.call();
      this.#nextCaller();
    });
  }

  #nextPayer(): void {
    const { chance } = this.#scheduler;
    this.#scheduler.add(WEATHER, 'a payer', chance.next() * 2 * PAYERS_MS, () => {
      if (this.#scheduler.now_ms > STORM_MS + UNHEARD_MS) return;
      this.#callers.pay();
      this.#nextPayer();
    });
  }

  /** After each step. */
  async #check(): Promise<void> {
    if (this.#has_written) {
      this.#has_written = false;
      await this.#journal.read();
    }
    this.#checkDue();
    this.#throwIfFailed();
  }

  /** Where no process ends and no store fails, due work is done at once, by the process that wrote that it is due. */
  #checkDue(): void {
    const { failing, lives_ms, slow } = this.#weather;
    const is_prompt = failing === 0 && lives_ms === undefined;
    const prompt_ms = is_prompt && slow > 0 ? SLOW_MS : PROMPT_MS;
    if (!is_prompt && !this.#is_calm) return;
    const now_ms = this.#scheduler.wallMs();
    const since_ms = is_prompt ? 0 : STORM_MS + 31_000;
    for (const [key, { due_ms, written_ms }] of this.#journal.due) {
      if (now_ms - due_ms < prompt_ms) continue;
      if (this.#scheduler.now_ms - Math.max(written_ms, since_ms) < prompt_ms) continue;
      if (is_prompt && this.#set_back.has(key.slice(key.indexOf('/') + 1))) continue;
      this.#failure ??= `${key} has been due for ${now_ms - due_ms} ms, and nothing was done`;
    }
  }

  async #checkAll(): Promise<void> {
    await this.#callers.check();
    const { differences, lines } = await fileSnapshot(this.#file, (inspector) => verify(inspector));
    if (differences > 0) this.#failure ??= `verify found ${lines.join('; ')}`;
  }

  #throwIfFailed(): void {
    if (this.#failure === undefined) return;
    const weather = JSON.stringify(this.#weather);
    const steps = this.#scheduler.lastSteps.join('\n  ');
    throw new Error(`seed ${this.#seed}: ${this.#failure}\nin the weather ${weather}, after these steps:\n  ${steps}`);
  }
}
