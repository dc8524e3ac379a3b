import { createContext, type ReactNode, use, useEffect, useEffectEvent, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { Question } from '../ui/question.tsx';
import { type ScreenId, screenFrom, type Target } from './screens.ts';
import { useWindowState } from './window-state.tsx';

/** Stands between a person and the loss of what they typed. */
type Guard = {
  /** What is asked. */
  readonly title: string;
  /** Gives true when it was saved. */
  readonly save: () => Promise<boolean>;
};

type NavigationValue = {
  readonly target: Target;
  /** Goes to a screen, after asking when changes would be lost. */
  readonly navigate: (target: Target) => void;
  readonly hasChanges: boolean;
  readonly setGuard: (guard: Guard | null) => void;
};

const NavigationContext = createContext<NavigationValue | null>(null);

/** Keeps which screen is shown, and asks before leaving one that has unsaved changes. */
export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const { state, update } = useWindowState();
  const [target, setTarget] = useState<Target>({ screen: screenFrom(state.lastScreen) });
  const [wanted, setWanted] = useState<{ readonly to: Target; readonly title: string } | null>(null);
  const [hasChanges, setHasChanges] = useState(false);
  const guard = useRef<Guard | null>(null);

  const go = (to: Target) => {
    setWanted(null);
    setTarget(to);
    update({ lastScreen: to.screen satisfies ScreenId });
  };
  const navigate = (to: Target) => {
    if (guard.current !== null && to.screen !== target.screen) setWanted({ to, title: guard.current.title });
    else go(to);
  };
  const setGuard = (next: Guard | null) => {
    guard.current = next;
    setHasChanges(next !== null);
  };
  const goUnasked = useEffectEvent(go);
  useEffect(() => {
    // The fields were filled out anew while the question stood: nothing is left to ask about.
    if (!hasChanges && wanted !== null) goUnasked(wanted.to);
  }, [hasChanges, wanted]);
  const saveAndGo = async (to: Target) => {
    setWanted(null);
    if (await guard.current?.save()) go(to);
  };

  return (
    <NavigationContext value={{ target, navigate, hasChanges, setGuard }}>
      {children}
      {wanted !== null && (
        <Question
          title={wanted.title}
          text={t('unsaved.text')}
          answers={[
            { label: t('unsaved.save'), onChoose: () => void saveAndGo(wanted.to) },
            { label: t('unsaved.discard'), onChoose: () => go(wanted.to) },
          ]}
          cancel={{ label: t('button.cancel'), onChoose: () => setWanted(null) }}
        />
      )}
    </NavigationContext>
  );
}

/** Gives where the window is and how to go elsewhere. */
export function useNavigation(): NavigationValue {
  const value = use(NavigationContext);
  if (value === null) throw new Error('useNavigation outside of NavigationProvider');
  return value;
}

/** Has the window ask before changes are lost: on the way to another screen, and when it is closed or loaded again. */
export function useLeaveGuard(dirty: boolean, save: () => Promise<boolean>, title = t('unsaved.title')): void {
  const { setGuard } = useNavigation();
  const latest = useRef(save);
  const register = useRef(setGuard);
  useEffect(() => {
    latest.current = save;
    register.current = setGuard;
  });
  useEffect(() => {
    if (!dirty) return;
    register.current({ title, save: () => latest.current() });
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => {
      register.current(null);
      removeEventListener('beforeunload', ask);
    };
  }, [dirty, title]);
}
