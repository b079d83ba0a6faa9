"""What every change by hand shares: what is known, whom somebody means, the change, its words."""
