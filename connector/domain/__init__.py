"""What mentoring is: plain values and rules, no input or output, no clock."""
