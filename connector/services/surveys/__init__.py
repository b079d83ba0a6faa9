"""The questionnaires of the monitoring: their forms, who filled them in, what they say."""
