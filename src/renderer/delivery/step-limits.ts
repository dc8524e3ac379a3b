import type { StepName } from '../../shared/delivery.ts';
import { defaultSettings, type SettingsDraft } from '../../shared/settings.ts';

/** Gives the seconds that a step may take by the settings. Look-up and connection share theirs. */
export function stepLimits({ service, smtp }: SettingsDraft): (step: StepName) => number {
  // The capture server is reached with the usual time-outs.
  const { connectTimeout, greetingTimeout, idleTimeout } = service === 'smtp' ? smtp : defaultSettings.smtp;
  return (step) => {
    switch (step) {
      case 'lookup':
      case 'connect':
        return connectTimeout;
      case 'greeting':
      case 'tls':
        return greetingTimeout;
      default:
        return idleTimeout;
    }
  };
}
