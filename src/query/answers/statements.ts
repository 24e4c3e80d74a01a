/** The answers of `claims` and `remarks`. */
import { z } from 'zod';
import { claim, remark } from './claim.ts';

export const claimsAnswer = z.array(claim);
export const remarksAnswer = z.array(remark);
