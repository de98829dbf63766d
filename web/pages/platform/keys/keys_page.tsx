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
  const { can, resources } = usePlace();
  const { items, error, retry } = useAll<ApiKey>('/v1/daybook/api_keys');
  const [action, setAction] = useState<Action | null>(null);
  const showSecret = useShowSecret();
  const show = ({ key }: ApiKey) => {
    if (key === undefined) return;
    const title = t(['Your new key', 'Ihr neuer Schlüssel']);
    const text = t([
      'Copy it now: it is shown only this once.',
      'Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt.',
    ]);
    showSecret({ title, text, secret: key });
  };
  return (
    <div className="page">
      <PageHead title={t('nav.keys')}>
        {can('api_keys', 'write') && (
          <Button kind="primary" icon="plus" onClick={() => setAction(createKey(resources, speech))}>
            {t('action.create_key')}
          </Button>
        )}
      </PageHead>
      {error !== null && <ErrorNote error={error} retry={retry} />}
      {items === undefined && error === null && <SkeletonLines count={4} />}
      {items !== undefined && <KeysTable api_keys={items} act={setAction} />}
      {action !== null && (
        <ActionDialog action={action} close={() => setAction(null)} done={(answer) => show(answer as ApiKey)} />
      )}
    </div>
  );
}

function KeysTable({ api_keys, act }: { readonly api_keys: readonly ApiKey[]; act(action: Action): void }) {
  const { t } = useText();
  return (
    <div className="section">
      <Scroll label={t('nav.keys')}>
        <table className="stacks">
          <thead>
            <tr>
              <th>{t('key.name')}</th>
              <th>{t('column.state')}</th>
              <th>{t('key.type')}</th>
              <th>{t(['Permissions', 'Rechte'])}</th>
              <th>{t('column.created')}</th>
              <th>
                <span className="hidden">{t(['Actions', 'Aktionen'])}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {api_keys.map((api_key) => (
              <KeyRow key={api_key.id} api_key={api_key} act={act} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

function KeyRow({ api_key, act }: { readonly api_key: ApiKey; act(action: Action): void }) {
  const speech = useText();
  const { t } = speech;
  const { can, session } = usePlace();
  return (
    <tr>
      <td>
        {api_key.name ?? '–'} <span className="muted">…{api_key.last4}</span>{' '}
        {api_key.id === session.key.id && <span className="muted">{t(['(you)', '(Sie)'])}</span>}
        <br />
        <CopyText text={api_key.id} />
      </td>
      <td>
        <KeyStatus api_key={api_key} />
      </td>
      <td>{t(`key.type.${api_key.type}`)}</td>
      <td className="wraps">{rightsOf(api_key, t(['Everything', 'Alles']))}</td>
      <td>
        <Time at={api_key.created} style="day" />
      </td>
      <td>
        <span className="row one-line">
          {can('request_logs', 'read') && (
            <Link href={`/requests?key=${api_key.id}`}>{t(['Requests', 'Anfragen'])}</Link>
          )}
          {can('api_keys', 'write') && isUsable(api_key) && (
            <>
              <Button onClick={() => act(rollKey(api_key, speech))}>{t('action.roll_key')}</Button>
              <Button onClick={() => act(revokeKey(api_key, speech))}>{t('action.revoke_key')}</Button>
            </>
          )}
        </span>
      </td>
    </tr>
  );
}

function rightsOf({ type, permissions }: ApiKey, everything: string): string {
  if (type === 'secret') return everything;
  return Object.entries(permissions ?? {})
    .map(([resource, right]) => `${resource}: ${right}`)
    .join(', ');
}
