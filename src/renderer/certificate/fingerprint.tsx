import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import { fingerprintGroups } from './certificate-texts.ts';

const useStyles = makeStyles({
  root: { fontFamily: tokens.fontFamilyMonospace, fontSize: '11.5px' },
  group: { whiteSpace: 'nowrap', marginRight: '6px' },
});

/** A SHA-256 in groups, so that it can be read out and compared. Selected by hand, it is copied whole and as it is. */
export function Fingerprint({ of }: { readonly of: string }) {
  const styles = useStyles();
  const groups = fingerprintGroups(of);
  return (
    <span className={styles.root}>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is known by its place
        <Fragment key={index}>
          <span className={styles.group}>{index === groups.length - 1 ? group : `${group}:`}</span>
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
