import type { Kit } from '../patch.ts';
import { ACOUSTIC } from './acoustic.ts';
import { HANDS } from './hands.ts';
import { INDUSTRIAL } from './industrial.ts';
import { TR808 } from './tr808.ts';
import { TR909 } from './tr909.ts';

/** In the order of the choices of the parameter `kit`. */
export const KITS: readonly Kit[] = [ACOUSTIC, TR808, TR909, HANDS, INDUSTRIAL];
