// Loaded into a command by `--import`: writes its peak of memory, in bytes, to the file that PEAK_FILE names.
import { writeFileSync } from 'node:fs';
import { peakMemoryBytes } from '../peak-memory.ts';

process.once('exit', () => writeFileSync(process.env.PEAK_FILE ?? '', String(peakMemoryBytes())));
