import { makeStyles, tokens } from '@fluentui/react-components';
import { fingerprintGroups } from './certificate-texts.ts';

const useStyles = makeStyles({
  root: { fontFamily: tokens.fontFamilyMonospace, fontSize: '11.5px' },
  group: { display: 'inline-block', marginRight: '8px' },
});

/** A SHA-256 in groups, so that it can be read out and compared. */
export function Fingerprint({ of }: { readonly of: string }) {
  const styles = useStyles();
  return (
    <span className={styles.root}>
      {fingerprintGroups(of).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is known by its place
        <span key={index} className={styles.group}>
          {group}
        </span>
      ))}
    </span>
  );
}
