"""Which backups are kept: all of some days that have one, and the last of some months."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sistercity.backups.retention import KeptBackup, backups_in, file_name, superseded

NIGHTLY = datetime(2026, 12, 1, 18, 15, tzinfo=UTC)


def nightly(number: int) -> list[KeptBackup]:
    """Return backups of so many nights, the newest first."""
    moments = [NIGHTLY - timedelta(days=days) for days in range(number)]
    return [KeptBackup(Path(f"{moment:%Y-%m-%d}"), moment) for moment in moments]


def kept(backups: list[KeptBackup], *, days: int, months: int) -> list[date]:
    gone = superseded(backups, days=days, months=months)
    return [backup.day for backup in backups if backup not in gone]


def test_all_of_the_newest_days_and_the_last_of_the_newest_months_are_kept() -> None:
    days = kept(nightly(500), days=14, months=12)

    # 18:15 in UTC is the next day in Japan.
    assert days[:14] == [date(2026, 12, 2) - timedelta(days=number) for number in range(14)]
    assert days[14:17] == [date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31)]
    assert len(days) == 14 + 10  # the last of December and of November are among the 14
    assert days[-1] == date(2026, 1, 31)


def test_all_backups_of_a_kept_day_are_kept() -> None:
    before_an_upgrade = KeptBackup(Path("upgrade"), NIGHTLY - timedelta(hours=2))
    backups = sorted([*nightly(3), before_an_upgrade], key=lambda b: b.made_at, reverse=True)

    gone = superseded(backups, days=1, months=0)

    assert before_an_upgrade not in gone
    assert len(gone) == 2


def test_days_without_a_backup_do_not_count() -> None:
    weekly = nightly(100)[::7]

    assert len(kept(weekly, days=14, months=0)) == 14


def test_the_newest_is_always_kept() -> None:
    assert len(kept(nightly(3), days=0, months=0)) == 1


def test_only_backups_of_the_database_are_found(tmp_path: Path) -> None:
    ours = [
        file_name("a/b", NIGHTLY, encrypted=False),
        file_name("a/b", NIGHTLY - timedelta(days=1), encrypted=True),
    ]
    others = [
        "a%2Fb-20261301T000000Z.dump",
        "a%2Fb-20261201T000000Z.dump.part",
        "a%2Fb-20261201T000000Z.dump.json",
        "my-a%2Fb-20261201T000000Z.dump",
        "b-20261201T000000Z.dump",
    ]
    for name in [*ours, *others]:
        (tmp_path / name).touch()

    assert [backup.path.name for backup in backups_in(tmp_path, "a/b")] == ours
