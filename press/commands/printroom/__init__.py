"""What print staff do in the print room: what may be chosen, what is ordered, a list on its way to letters."""
