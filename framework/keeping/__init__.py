"""How things are kept: streams, their events, the store and the ballot box, and a store in memory."""
