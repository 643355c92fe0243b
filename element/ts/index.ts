// Registers <kirimin-profile-card>, and exports everything that element.js does.
import { KiriminProfileCard } from './element.js';

KiriminProfileCard.define();

export * from './element.js';
