import type { Kit } from '../patch.ts';
import { ACOUSTIC } from './acoustic.ts';
import { ELECTRONIC } from './electronic.ts';

/** In the order of the choices of the parameter `kit`. */
export const KITS: readonly Kit[] = [ACOUSTIC, ELECTRONIC];
