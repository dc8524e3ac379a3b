import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiToken } from '../../shared/api-token.ts';
import { t } from '../../shared/catalogue/index.ts';
import { bridge } from '../data/call.ts';
import { Question } from '../ui/question.tsx';

type RevokeQuestionProps = { readonly token: ApiToken; readonly onDone: () => void };

/** Asks before a token is revoked for good, and revokes it. */
export function RevokeQuestion({ token, onDone }: RevokeQuestionProps) {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const revoke = async () => {
    const result = await bridge().invoke('tokens.revoke', { id: token.id });
    if (!result.ok) return setProblem(result.error.message);
    await queryClient.invalidateQueries({ queryKey: ['tokens.list'] });
    onDone();
  };
  return (
    <Question
      title={t('tokens.revoke.title', { name: token.name })}
      text={t('tokens.revoke.text')}
      problem={problem}
      losing
      answers={[{ label: t('tokens.revoke'), onChoose: () => void revoke() }]}
      cancel={{ label: t('button.cancel'), onChoose: onDone }}
    />
  );
}
