import { makeStyles } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { t } from '../../shared/catalogue/index.ts';
import { parseHost } from '../../shared/host.ts';
import { PushButton } from '../ui/controls/button.tsx';
import { TextBox } from '../ui/controls/text-box.tsx';
import { FieldError } from '../ui/form-row.tsx';
import { Modal, useModalStyles } from '../ui/modal.tsx';
import { ProbeOutcome } from './probe-outcome.tsx';
import { portsToAsk } from './probe-texts.ts';
import { useProbeRun } from './use-probe-run.ts';

const useStyles = makeStyles({
  intro: { margin: '0 0 8px' },
  host: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '8px', marginBottom: '8px' },
  text: { width: '340px' },
});

type ProbeDialogProps = {
  readonly host: string;
  /** The port in the settings: it is asked beside the usual ones. NaN when it can't be read. */
  readonly port: number;
  /** Given what the settings would be to use a port, as text by dotted key. The dialog is to be closed then. */
  readonly onUse: (changes: Record<string, string>) => void;
  readonly onClose: () => void;
};

/** What does this server offer?: looks at a host's ports, without signing in, and lets one of them be used. */
export function ProbeDialog({ host: hostInSettings, port, onUse, onClose }: ProbeDialogProps) {
  const styles = useStyles();
  const modal = useModalStyles();
  const id = useId();
  const { run, start, stop, reset } = useProbeRun();
  const [host, setHost] = useState(hostInSettings);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const hostField = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const bestButton = useRef<HTMLButtonElement>(null);
  const running = run.phase === 'running';
  const best = run.phase === 'done' ? (run.result.value?.best ?? null) : null;

  const begin = () => {
    if (running) return;
    const parsed = parseHost(host);
    setProblem(parsed.ok ? undefined : parsed.message);
    if (!parsed.ok) return reset();
    // The field that may have the focus is out of reach while the probe runs.
    button.current?.focus();
    void start(parsed.value, portsToAsk(port));
  };
  const stepBack = () => {
    if (running) stop();
    onClose();
  };

  const beginAtOnce = useEffectEvent(() => {
    if (parseHost(host).ok) begin();
  });
  useEffect(() => beginAtOnce(), []);

  // Led on to what comes next, unless somebody has gone elsewhere meanwhile.
  useEffect(() => {
    if (run.phase !== 'done' || document.activeElement !== button.current) return;
    if (best !== null) bestButton.current?.focus();
    else if (run.result.value === undefined && !run.result.ok && run.result.error.code !== 'CANCELLED')
      hostField.current?.select();
  }, [run, best]);

  return (
    <Modal title={t('probe.title')} role="dialog" size="broad" onEscape={stepBack}>
      {/* No form: the dialog may stand within the one of the settings, and forms don't nest. */}
      <div className={modal.form}>
        <div className={modal.content}>
          <p className={styles.intro}>{t('probe.text')}</p>
          <div className={styles.host}>
            <label htmlFor={id}>{t('probe.host')}</label>
            <TextBox
              ref={hostField}
              id={id}
              className={styles.text}
              value={host}
              disabled={running}
              autoFocus
              spellCheck={false}
              autoComplete="off"
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : `${id}-error`}
              onChange={(_event, data) => setHost(data.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                begin();
              }}
            />
            <PushButton
              ref={button}
              appearance={running || best !== null ? 'secondary' : 'primary'}
              onClick={running ? stop : begin}
            >
              {running ? (run.stopping ? t('probe.stopping') : t('probe.stop')) : t('probe.start')}
            </PushButton>
            <FieldError id={`${id}-error`} message={problem} />
          </div>
          <ProbeOutcome run={run} bestButton={bestButton} onUse={onUse} />
        </div>
        <div className={modal.foot}>
          <span className={modal.buttons}>
            <PushButton onClick={stepBack}>{t('button.close')}</PushButton>
          </span>
        </div>
      </div>
    </Modal>
  );
}
