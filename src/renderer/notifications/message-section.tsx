import { makeStyles } from '@fluentui/react-components';
import { t } from '../../shared/catalogue/index.ts';
import { Section } from '../ui/section.tsx';
import { TabPanel, Tabs, useTabIds } from '../ui/tabs.tsx';
import { useEditor } from './editor-context.tsx';
import type { BodyTab } from './field-focus.ts';
import { BodyField, LineField } from './template-fields.tsx';

const useStyles = makeStyles({ body: { paddingTop: '6px' } });

const bodies: readonly BodyTab[] = ['html', 'text'];

/** The subject and the two bodies. */
export function MessageSection() {
  const styles = useStyles();
  const ids = useTabIds();
  const { focus } = useEditor().editor;
  return (
    <Section title={t('notificationEditor.message')}>
      <LineField name="subject" label={t('notificationEditor.subject')} />
      <Tabs
        label={t('notificationEditor.body')}
        ids={ids}
        tabs={bodies.map((value) => ({ value, label: t(`notificationEditor.body.${value}`) }))}
        tab={focus.body}
        onTab={focus.setBody}
      />
      <TabPanel ids={ids} tab={focus.body} focusable={false} className={styles.body}>
        {bodies.map((name) => (
          <BodyField key={name} name={name} hidden={name !== focus.body} />
        ))}
      </TabPanel>
    </Section>
  );
}
