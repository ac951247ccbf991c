"""The series of conferences that CLAIR reports on: ``load_data`` makes the missing ones.

Names are those of CLAIR's pages.
"""

from typing import Any, NamedTuple


class KnownSeries(NamedTuple):
    """A series as it begins.

    ``countries`` are the other countries or regions. What the texts say is from CLAIR's pages of
    the conferences and from the sources of the editions; the desk may write it anew.
    """

    slug: str
    name_en: str
    name_ja: str
    countries: tuple[str, ...]
    website: str = ""
    about_en: str = ""
    about_ja: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """What the record of the series itself holds."""
        return {name: value for name, value in self._asdict().items() if name != "countries"}


SERIES = (
    KnownSeries(
        "trilateral",
        "Japan-China-South Korea Trilateral Local Government Exchange Conference",
        "日中韓3か国地方政府交流会議",
        ("CN", "KR"),
        website="http://www.clair.or.jp/e/exchange/chiiki/index.html",
        about_en=(
            "Local governments of Japan, China and Korea have met since 1999, as a rule once a"
            " year, to speak about questions that they share and to find partners. The three"
            " countries take turns: CLAIR organises the conference in Japan, the Chinese People's"
            " Association for Friendship with Foreign Countries in China, and the Governors"
            " Association of Korea in Korea. The Trilateral Cooperation Secretariat has observed it"
            " since 2013. In 2020 it was not held because of COVID-19."
        ),
        about_ja=(
            "日本、中国、韓国の地方政府が、共通する課題を話し合い、交流の相手を見つける会議です。"
            "1999年から、原則として毎年1回、3か国の持ち回りで開いています。日本では自治体国際化協会"
            "（CLAIR）、中国では中国人民対外友好協会、韓国では大韓民国市道知事協議会が運営します。"
            "2013年からは日中韓三国協力事務局がオブザーバーとして参加しています。2020年は"
            "新型コロナウイルス感染症のため開かれませんでした。"
        ),
    ),
    KnownSeries(
        "japan-france",
        "Japan-France Local Government Exchange Conference",
        "日仏自治体交流会議",
        ("FR",),
        website="https://clair.or.jp/j/exchange/chiiki/nichi-futsu.html",
        about_en=(
            "Heads and staff of local governments of Japan and France have met since 2008, as a"
            " rule every other year, in turn in France and in Japan. They compare how they deal"
            " with questions such as the local economy, culture and the environment, and often"
            " close with a joint declaration. The seventh conference, planned for 2020, was put"
            " off to 2022 because of COVID-19."
        ),
        about_ja=(
            "日本とフランスの自治体の首長や職員が、地域経済、文化、環境などの課題への取組を"
            "語り合う会議です。2008年から、原則として2年に1回、フランスと日本で交互に開き、"
            "共同宣言をまとめる回もあります。2020年に予定した第7回は、新型コロナウイルス感染症のため"
            "2022年に延期されました。"
        ),
    ),
    KnownSeries(
        "japan-china",
        "Japan-China Regional Exchange Promotion Seminar (CLAIR Beijing)",
        "日中地域間交流推進セミナー",
        ("CN",),
        website="https://clairbj.org/sys/2023/05/29/19seminerresult",
        about_en=(
            "CLAIR's office in Beijing has held this meeting of local governments of Japan and"
            " China since 2002, in Beijing and in other cities of China: a main session on one"
            " theme, then visits on site. It is not the exchange and cooperation seminar, which"
            " brings officials to Japan."
        ),
        about_ja=(
            "自治体国際化協会（CLAIR）北京事務所が2002年から、北京などの中国の都市で開いている、"
            "日中の自治体の集まりです。一つのテーマで本会議を開き、その後に現地を視察します。"
            "職員を日本に招く海外自治体幹部交流協力セミナーとは別の事業です。"
        ),
    ),
)
