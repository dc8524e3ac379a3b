import { Link, makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { useNavigation } from '../app/navigation.tsx';
import { FormRow } from '../ui/form-row.tsx';
import { Section } from '../ui/section.tsx';

const useStyles = makeStyles({ text: { maxWidth: '560px', paddingTop: '4px' } });

/** What the built-in capture server does; it has nothing to be filled out. */
export function CaptureSection({ active }: { readonly active: boolean }) {
  const { navigate } = useNavigation();
  return (
    <Section title={t('service.capture')}>
      <FormRow>
        <span className={useStyles().text}>{t('settings.capture.text')}</span>
      </FormRow>
      {active && (
        <FormRow>
          <Link as="button" type="button" onClick={() => navigate({ screen: 'captured' })}>
            {t('settings.capture.open')}
          </Link>
        </FormRow>
      )}
    </Section>
  );
}
