"""What every page shares: the session, saving, the bridge to the browser, and the furniture."""
