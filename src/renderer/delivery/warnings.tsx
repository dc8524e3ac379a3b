import { t } from '../../shared/catalogue/index.ts';
import type { DeliveryWarning } from '../../shared/delivery.ts';
import { Notice } from '../ui/notice.tsx';

/** What a person should know of a delivery, sent or not. */
export function Warnings({ warnings }: { readonly warnings: readonly DeliveryWarning[] }) {
  return warnings.map((warning) => (
    <Notice key={warning} kind="warning" title={t(`deliveryWarning.${warning}.sentence`)}>
      {t(`deliveryWarning.${warning}.help`)}
    </Notice>
  ));
}
