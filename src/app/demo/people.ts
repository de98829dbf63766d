/** The people who pay: invented, and nobody's address but example.com's. */
import type { Address } from '../../core/kernel/shared.js';
import type { Chance } from './chance.js';

const DEMO_CURRENCIES = ['usd', 'eur', 'gbp', 'jpy'] as const;
export type DemoCurrency = (typeof DEMO_CURRENCIES)[number];

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly address: Address;
  readonly currency: DemoCurrency;
  /** The key of the test card that this person pays with. */
  readonly card: string;
}

interface Region {
  readonly currency: DemoCurrency;
  readonly country: string;
  /** Keys of test cards that pay; one that is there twice is as common again. */
  readonly cards: readonly string[];
  readonly first_names: readonly string[];
  readonly last_names: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly (readonly [city: string, postal_code: string])[];
}

const UNITED_STATES: Region = {
  currency: 'usd',
  country: 'US',
  cards: ['visa', 'visa', 'visa_debit', 'mastercard', 'mastercard_debit', 'amex', 'discover'],
  first_names: ['Amelia', 'Caleb', 'Dana', 'Elijah', 'Grace', 'Hector', 'Imani', 'Jordan', 'Kayla', 'Marcus', 'Nora'],
  last_names: ['Alvarez', 'Bennett', 'Carter', 'Dawson', 'Ellison', 'Foster', 'Greene', 'Hayes', 'Nguyen', 'Whitaker'],
  streets: ['Maple Street', 'Oak Avenue', 'Juniper Lane', 'Harbor Road', 'Mill Street'],
  cities: [
    ['Portland', '97205'],
    ['Austin', '78704'],
    ['Chicago', '60614'],
    ['Denver', '80203'],
    ['Boston', '02116'],
  ],
};

const GERMANY: Region = {
  currency: 'eur',
  country: 'DE',
  cards: ['de', 'de', 'mastercard'],
  first_names: ['Anneke', 'Birgit', 'Clemens', 'Farid', 'Greta', 'Jonas', 'Katrin', 'Lukas', 'Merve', 'Till'],
  last_names: ['Albrecht', 'Brandt', 'Ebert', 'Hoffmann', 'Keller', 'Lindner', 'Maurer', 'Vogel', 'Yilmaz'],
  streets: ['Lindenstraße', 'Am Markt', 'Gartenweg', 'Hafenstraße'],
  cities: [
    ['Hamburg', '20095'],
    ['Leipzig', '04109'],
    ['Köln', '50667'],
    ['Freiburg', '79098'],
  ],
};

const FRANCE: Region = {
  currency: 'eur',
  country: 'FR',
  cards: ['fr', 'visa_cartesBancaires', 'mastercard'],
  first_names: ['Adèle', 'Bastien', 'Camille', 'Élodie', 'Hugo', 'Inès', 'Mathis', 'Océane', 'Rémi'],
  last_names: ['Aubert', 'Blanchard', 'Chevalier', 'Dumas', 'Fontaine', 'Lacroix', 'Moulin', 'Perrin'],
  streets: ['rue des Lilas', 'avenue de la Gare', 'rue du Moulin'],
  cities: [
    ['Lyon', '69002'],
    ['Nantes', '44000'],
    ['Toulouse', '31000'],
  ],
};

const NETHERLANDS: Region = {
  currency: 'eur',
  country: 'NL',
  cards: ['nl', 'mastercard'],
  first_names: ['Bram', 'Daan', 'Femke', 'Lotte', 'Noor', 'Sem', 'Tess'],
  last_names: ['Bakker', 'de Wit', 'Dekker', 'Kuipers', 'Smit', 'Visser'],
  streets: ['Dorpsstraat', 'Kanaalweg', 'Molenstraat'],
  cities: [
    ['Utrecht', '3511 AB'],
    ['Haarlem', '2011 DM'],
  ],
};

const UNITED_KINGDOM: Region = {
  currency: 'gbp',
  country: 'GB',
  cards: ['gb', 'gb', 'mastercard', 'amex'],
  first_names: ['Aisha', 'Callum', 'Eleanor', 'Finlay', 'Harriet', 'Isla', 'Owen', 'Priya', 'Rhys', 'Tom'],
  last_names: ['Ashworth', 'Barlow', 'Campbell', 'Fletcher', 'Hughes', 'Kapoor', 'Mercer', 'Thornton'],
  streets: ['High Street', 'Church Lane', 'Station Road', 'Albert Terrace'],
  cities: [
    ['Leeds', 'LS1 4AP'],
    ['Bristol', 'BS1 5TR'],
    ['Glasgow', 'G1 1XQ'],
    ['Cardiff', 'CF10 1EP'],
  ],
};

const JAPAN: Region = {
  currency: 'jpy',
  country: 'JP',
  cards: ['jp', 'jp', 'jcb'],
  first_names: ['Aoi', 'Daichi', 'Emi', 'Haruto', 'Kenji', 'Mei', 'Sakura', 'Yuki'],
  last_names: ['Fujita', 'Hayashi', 'Kondo', 'Matsuda', 'Nakagawa', 'Ogawa', 'Sakamoto'],
  streets: ['Sakura-dori', 'Higashi', 'Minami'],
  cities: [
    ['Kyoto', '600-8216'],
    ['Sapporo', '060-0001'],
    ['Fukuoka', '810-0001'],
  ],
};

const REGIONS: readonly (readonly [Region, number])[] = [
  [UNITED_STATES, 42],
  [GERMANY, 16],
  [FRANCE, 10],
  [NETHERLANDS, 5],
  [UNITED_KINGDOM, 18],
  [JAPAN, 9],
];

export function newPerson(chance: Chance): Person {
  const { currency, country, cards, ...region } = chance.weighted(REGIONS);
  const [first, last] = [chance.pick(region.first_names), chance.pick(region.last_names)];
  const [city, postal_code] = chance.pick(region.cities);
  const street = chance.pick(region.streets);
  const number = chance.whole(1, 180);
  return {
    name: country === 'JP' ? `${last} ${first}` : `${first} ${last}`,
    email: `${plain(first)}.${plain(last)}${chance.whole(1, 99)}@example.com`,
    address: {
      city,
      country,
      line1: country === 'DE' || country === 'NL' ? `${street} ${number}` : `${number} ${street}`,
      postal_code,
    },
    currency,
    card: chance.pick(cards),
  };
}

/** As people write their names in addresses: without accents and spaces. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
