import { makeStyles, tokens as theme } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { type ApiToken, TOKEN_NAME_LIMIT } from '../../shared/api-token.ts';
import { t } from '../../shared/catalogue/index.ts';
import type { Failure } from '../../shared/result.ts';
import { bridge, callOperation, failureOf } from '../data/call.ts';
import { useBridgeEvent } from '../data/use-bridge-event.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { FieldError, FormRow } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';
import { RevokeQuestion } from './revoke-question.tsx';
import { TokenDialog } from './token-dialog.tsx';
import { TokenTable } from './token-table.tsx';

const useStyles = makeStyles({ text: { margin: '0 0 8px', color: theme.colorNeutralForeground3 } });

/** What lets programs run Actions through the local service. Each change takes effect at once. */
export function ApiTokens() {
  const styles = useStyles();
  const id = useId();
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey: ['tokens.list'], queryFn: () => callOperation('tokens.list', {}) });
  const readAgain = () => queryClient.invalidateQueries({ queryKey: ['tokens.list'] });
  useBridgeEvent('tokens.changed', () => void readAgain());
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Failure | null>(null);
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<{ readonly token: string; readonly view: ApiToken } | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);

  const create = async () => {
    if (creating) return;
    setCreating(true);
    const result = await bridge().invoke('tokens.create', { name });
    setCreating(false);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    setName('');
    setCreated(result.value);
    await readAgain();
  };

  return (
    <Section title={t('tokens.heading')}>
      <p className={styles.text}>{t('tokens.text')}</p>
      {query.isError && <FailureNotice failure={failureOf(query.error)} />}
      {query.data !== undefined && <TokenTable tokens={query.data.tokens} onRevoke={setRevoking} />}
      <form
        noValidate
        aria-label={t('tokens.heading')}
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <FormRow label={t('tokens.name')} controlId={id}>
          <TextBox
            id={id}
            autoComplete="off"
            style={{ width: 240 }}
            maxLength={TOKEN_NAME_LIMIT}
            placeholder={t('tokens.name.example')}
            value={name}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-error`}
            onChange={(_event, data) => setName(data.value)}
          />
          <PushButton type="submit" disabled={creating}>
            {t('tokens.create')}
          </PushButton>
          <FieldError id={`${id}-error`} message={problem?.message} />
        </FormRow>
      </form>
      {created !== null && (
        <TokenDialog name={created.view.name} token={created.token} onClose={() => setCreated(null)} />
      )}
      {revoking !== null && <RevokeQuestion token={revoking} onDone={() => setRevoking(null)} />}
    </Section>
  );
}
