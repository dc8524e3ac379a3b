import { useQuery } from '@tanstack/react-query';
import { useEffect, useId } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { callOperation, failureOf } from '../data/call.ts';
import { Choice } from '../ui/controls/choice.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { FormRow, Hint } from '../ui/form-row.tsx';

type NotificationChoiceProps = {
  readonly value: number | undefined;
  readonly disabled: boolean;
  readonly onChoose: (id: number) => void;
};

/** Which notification the Action fills: one of those that are enabled. */
export function NotificationChoice({ value, disabled, onChoose }: NotificationChoiceProps) {
  const id = useId();
  const query = useQuery({
    queryKey: ['notifications.list', ''],
    queryFn: () => callOperation('notifications.list', {}),
    staleTime: 0,
    gcTime: 0,
  });
  const enabled = query.data?.rows.filter((row) => row.enabled) ?? [];
  const [first] = enabled;
  useEffect(() => {
    if (value === undefined && first !== undefined) onChoose(first.id);
  }, [value, first, onChoose]);
  return (
    <>
      {query.isError && <FailureNotice failure={failureOf(query.error)} />}
      <FormRow label={t('runAction.notification')} controlId={id} narrow>
        {enabled.length === 0 && query.data !== undefined ? (
          <Hint>{t('runAction.notification.none')}</Hint>
        ) : (
          <Choice
            id={id}
            style={{ width: '100%' }}
            options={enabled.map((row) => ({ value: String(row.id), label: row.name }))}
            value={String(value ?? '')}
            disabled={disabled}
            autoFocus
            onChoose={(chosen) => onChoose(Number(chosen))}
          />
        )}
      </FormRow>
    </>
  );
}
