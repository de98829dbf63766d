/** The keys of the mode: who may do what, and a new one where one is needed. */
import { useState } from 'react';
import { Link } from 'wouter';
import type { ApiKey } from '../../../api/types.js';
import { useShowSecret } from '../../../app/secret_context.js';
import { usePlace } from '../../../app/session_context.js';
import { useAll } from '../../../app/use_all.js';
import { useText } from '../../../i18n/use_text.js';
import { Button } from '../../../parts/button.js';
import { CopyText } from '../../../parts/copy_text.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { PageHead } from '../../../parts/page_head.js';
import { Scroll } from '../../../parts/scroll.js';
import { SkeletonLines } from '../../../parts/skeleton.js';
import { Time } from '../../../parts/time.js';
import type { Action } from '../../actions/action.js';
import { ActionDialog } from '../../actions/action_dialog.js';
import { createKey, revokeKey, rollKey } from '../../actions/key_actions.js';
import { isUsable, KeyStatus } from './key_status.js';

export default function KeysPage() {
  const speech = useText();
  const { t } = speech;
  const { can, resources, session } = usePlace();
  const { items, error, retry } = useAll<ApiKey>('/v1/daybook/api_keys');
  const [action, setAction] = useState<Action | null>(null);
  const showSecret = useShowSecret();
  const may_write = can('api_keys', 'write');
  return (
    <div className="page">
      <PageHead title={t('nav.keys')}>
        {may_write && (
          <Button kind="primary" icon="plus" onClick={() => setAction(createKey(resources, speech))}>
            {t('action.create_key')}
          </Button>
        )}
      </PageHead>
      {error !== null && <ErrorNote error={error} retry={retry} />}
      {items === undefined && error === null && <SkeletonLines count={4} />}
      {items !== undefined && (
        <div className="section">
          <Scroll label={t('nav.keys')}>
            <table className="stacks">
              <thead>
                <tr>
                  <th>{t('key.name')}</th>
                  <th>{t('column.state')}</th>
                  <th>{t('key.type')}</th>
                  <th>{t('key.rights')}</th>
                  <th>{t('column.created')}</th>
                  <th>
                    <span className="hidden">{t('key.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((key) => (
                  <tr key={key.id}>
                    <td>
                      {key.name ?? '–'} <span className="muted">…{key.last4}</span>{' '}
                      {key.id === session.key.id && <span className="muted">{t('key.yours')}</span>}
                      <br />
                      <CopyText text={key.id} />
                    </td>
                    <td>
                      <KeyStatus api_key={key} />
                    </td>
                    <td>{t(`key.type.${key.type}`)}</td>
                    <td className="wraps">{rightsOf(key, t('key.everything'))}</td>
                    <td>
                      <Time at={key.created} style="day" />
                    </td>
                    <td>
                      <span className="row one-line">
                        {can('request_logs', 'read') && (
                          <Link href={`/requests?key=${key.id}`}>{t('key.requests')}</Link>
                        )}
                        {may_write && isUsable(key) && (
                          <>
                            <Button onClick={() => setAction(rollKey(key, speech))}>{t('action.roll_key')}</Button>
                            <Button onClick={() => setAction(revokeKey(key, speech))}>{t('action.revoke_key')}</Button>
                          </>
                        )}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </div>
      )}
      {action !== null && (
        <ActionDialog
          action={action}
          close={() => setAction(null)}
          done={(answer) => {
            const { key } = answer as ApiKey;
            if (key !== undefined) showSecret({ title: t('key.made'), text: t('key.made_text'), secret: key });
          }}
        />
      )}
    </div>
  );
}

function rightsOf({ type, permissions }: ApiKey, everything: string): string {
  if (type === 'secret') return everything;
  return Object.entries(permissions ?? {})
    .map(([resource, right]) => `${resource}: ${right}`)
    .join(', ');
}
