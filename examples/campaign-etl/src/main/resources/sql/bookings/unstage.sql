DROP TABLE staged_bookings
