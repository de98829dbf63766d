/** Why payments are declined, in words: the reasons that processors tell. */
export const DECLINE_TEXTS = {
  'decline.authentication_required': ['Authentication required', 'Authentifizierung nötig'],
  'decline.card_velocity_exceeded': ['Limit of the card exceeded', 'Kartenlimit überschritten'],
  'decline.expired_card': ['Expired card', 'Karte abgelaufen'],
  'decline.fraudulent': ['Suspected fraud', 'Betrugsverdacht'],
  'decline.generic_decline': ['Declined without details', 'Ohne Angabe abgelehnt'],
  'decline.highest_risk_level': ['Blocked as too risky', 'Als zu riskant blockiert'],
  'decline.incorrect_cvc': ['Incorrect security code', 'Falsche Kartenprüfnummer'],
  'decline.insufficient_funds': ['Insufficient funds', 'Keine Deckung'],
  'decline.lost_card': ['Card reported lost', 'Karte als verloren gemeldet'],
  'decline.none': ['No reason given', 'Ohne Grund gemeldet'],
  'decline.processing_error': ['Processing error', 'Fehler bei der Verarbeitung'],
  'decline.stolen_card': ['Card reported stolen', 'Karte als gestohlen gemeldet'],
} as const;
