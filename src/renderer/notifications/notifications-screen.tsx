import { useEffect, useRef, useState } from 'react';
import { useNavigation } from '../app/navigation.tsx';
import { nothingSelected, type Selection, selectOne } from '../ui/grid/selection.ts';
import { NotificationEditor } from './notification-editor.tsx';
import { NotificationList } from './notification-list.tsx';

/** Which notification is open; `new` for one that isn't saved yet. */
type Open = { readonly id: number | 'new'; readonly key: number };

/** Notifications > E-mail > E-mail Notifications: the list, and the editor of one. */
export function NotificationsScreen() {
  const { target } = useNavigation();
  const [open, setOpen] = useState<Open | null>(null);
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [search, setSearch] = useState('');
  // To be led back to this screen, as by its entry in the tree, means back to its list.
  const arrivedAt = useRef(target);
  const [timesLedBack, setTimesLedBack] = useState(0);
  useEffect(() => {
    if (arrivedAt.current === target) return;
    arrivedAt.current = target;
    setTimesLedBack((times) => times + 1);
  }, [target]);

  if (open === null)
    return (
      <NotificationList
        selection={selection}
        onSelect={setSelection}
        search={search}
        onSearch={setSearch}
        onOpen={(id) => setOpen({ id, key: Date.now() })}
      />
    );
  return (
    <NotificationEditor
      key={open.key}
      id={open.id === 'new' ? undefined : open.id}
      timesLedBack={timesLedBack}
      onBack={(id) => {
        if (id !== undefined) setSelection(selectOne(id));
        setOpen(null);
      }}
    />
  );
}
