/** What every storage engine must do: the port's promises as tests. An engine is held to all of them or to none. */
import { describe } from 'node:test';
import { chainCases } from './conformance/chain.js';
import { concurrencyCases } from './conformance/concurrency.js';
import { deliveryCases } from './conformance/deliveries.js';
import { dueCases } from './conformance/due.js';
import { eventCases } from './conformance/events.js';
import { inspectionCases } from './conformance/inspection.js';
import { journalCases } from './conformance/journal.js';
import { comparisonCases } from './conformance/list_comparisons.js';
import { listCreatedCases } from './conformance/list_created.js';
import { listPageCases } from './conformance/list_pages.js';
import { periodTotalsCases } from './conformance/period_totals.js';
import { prefetchCases } from './conformance/prefetch.js';
import { requestLogCases } from './conformance/request_log.js';
import type { OpenFresh } from './conformance/support.js';
import { totalsCases } from './conformance/totals.js';
import { writeCases } from './conformance/writes.js';

export type { Opened, OpenFresh } from './conformance/support.js';

export function conformance(name: string, openFresh: OpenFresh): void {
  describe(`the store port on ${name}`, () => {
    prefetchCases(openFresh);
    writeCases(openFresh);
    journalCases(openFresh);
    chainCases(openFresh);
    eventCases(openFresh);
    deliveryCases(openFresh);
    listPageCases(openFresh);
    comparisonCases(openFresh);
    listCreatedCases(openFresh);
    dueCases(openFresh);
    totalsCases(openFresh);
    periodTotalsCases(openFresh);
    requestLogCases(openFresh);
    inspectionCases(openFresh);
    concurrencyCases(openFresh);
  });
}
