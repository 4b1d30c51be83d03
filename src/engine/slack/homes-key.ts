/** The work of drawing everybody's Home tab again, because something changed. */
export const homesKey = 'homes';
