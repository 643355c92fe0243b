// Registers <kirimin-profile-card>, and hands on everything else.
import { KiriminProfileCard } from './element.js';

KiriminProfileCard.define();

export * from './element.js';
