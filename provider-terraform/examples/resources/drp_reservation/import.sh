# By address, or by the key that DRP gives it: eight hex digits.
terraform import drp_reservation.printer '192.168.77.20'
