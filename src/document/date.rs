//! The date that files carry.

/// A point of time, in seconds since 1970-01-01 00:00 UTC. It comes from the budget year
/// or from `SOURCE_DATE_EPOCH`, never from the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct DocumentDate(u64);

const DAY: u64 = 86_400;

impl DocumentDate {
    /// The last second of the year 9999, behind which the formats have no dates.
    pub const LAST: u64 = 253_402_300_799;

    /// The given second; None behind [`DocumentDate::LAST`].
    pub fn from_epoch(seconds: u64) -> Option<DocumentDate> {
        (seconds <= DocumentDate::LAST).then_some(DocumentDate(seconds))
    }

    /// The beginning of `year`; 1970 for earlier years.
    pub fn of_year(year: u16) -> DocumentDate {
        let days = (1970..u64::from(year)).map(days_of).sum::<u64>();
        DocumentDate(days * DAY)
    }

    /// As ISO 8601 writes it, such as `2026-01-01T00:00:00Z`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        let [hour, minute, second] = self.clock();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// As PDF writes it, such as `D:20260101000000Z` (ISO 32000-1, 7.9.4).
    pub fn pdf(self) -> String {
        let (year, month, day) = self.civil();
        let [hour, minute, second] = self.clock();
        format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
    }

    fn clock(self) -> [u64; 3] {
        let second = self.0 % DAY;
        [second / 3600, second / 60 % 60, second % 60]
    }

    /// Year, month and day of the Gregorian calendar.
    fn civil(self) -> (u64, usize, u64) {
        let mut days = self.0 / DAY;
        let mut year = 1970;
        while days >= days_of(year) {
            days -= days_of(year);
            year += 1;
        }
        let mut month = 0;
        while days >= days_in(year, month) {
            days -= days_in(year, month);
            month += 1;
        }
        (year, month + 1, days + 1)
    }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

fn days_of(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: u64, month: usize) -> u64 {
    const DAYS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if month == 1 && is_leap(year) { 29 } else { DAYS[month % 12] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_calendar() {
        assert_eq!(DocumentDate::of_year(2026).iso(), "2026-01-01T00:00:00Z");
        assert_eq!(DocumentDate::of_year(0).pdf(), "D:19700101000000Z");
        let date =
            |seconds| DocumentDate::from_epoch(seconds).map(DocumentDate::iso).unwrap();
        assert_eq!(date(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(date(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(date(1_735_689_599), "2024-12-31T23:59:59Z");
        assert_eq!(date(DocumentDate::LAST), "9999-12-31T23:59:59Z");
        assert_eq!(DocumentDate::from_epoch(DocumentDate::LAST + 1), None);
    }
}
