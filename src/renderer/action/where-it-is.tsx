import { Link } from '@fluentui/react-components';
import type { ActionReport } from '../../shared/action.ts';
import { t } from '../../shared/catalogue/index.ts';
import { useNavigation } from '../app/navigation.tsx';

type WhereItIsProps = { readonly state: ActionReport['state']; readonly onClose: () => void };

/** Leads to where the message is: in the queue, or in the log once it is out of it. */
export function WhereItIs({ state, onClose }: WhereItIsProps) {
  const { navigate } = useNavigation();
  const over = ['sent', 'skipped', 'cancelled'].includes(state);
  const go = () => {
    onClose();
    navigate({ screen: over ? 'logs' : 'queue' });
  };
  return (
    <Link as="button" type="button" onClick={go}>
      {over ? t('runAction.openLog') : t('runAction.openQueue')}
    </Link>
  );
}
