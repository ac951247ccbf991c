"""Keys without what nobody sees, and with one form of each kanji; the stored ones are made anew."""

from django.db import migrations

# What places.keys.functions() said then: an edit there needs a migration with the new text.
FUNCTIONS = r"""
        CREATE OR REPLACE FUNCTION places_squeeze(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        BEGIN RETURN regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(translate($1, E' \u0009\u000a\u000d\u000c\u000b\u00a0\u3000-‐‑‒–—―−·・･.,，、。()（）[]［］{}<>「」『』〈〉【】/\u005c|&+*#@^_~〜=＝:;!?…%$"“”„«»‹›', ''), '㐂㐮㑨㔟㕝㚑㚖㝡㝢㞍㟁㟢㠀㣺㤗㫗㬎㬜㮈㮤㯰㳒䂓䄅䆋䆴䇦䌂䏮䐗䑓䔥䧺䨩丄丅丗两乕乚乢乨亊亖亗亜亝亰仝仾伙伮佀佛佱來侌侽俌俢俱倂偀偁偂做傡傳僃僊僡僲價儎儛儞兏兒兘內兩养冝冣冨冭冲决况凉减凑凖凥凬凮凾别剬剱劍劒劔労勄勹匞匨區卋卥卷厎厡厤厯厵厷厺叁參叄叅叓吳吴吿咊哥唍唔啠喆噵嚞嚠嚴囊囘囙囦囯図囶圀圈國圎圓圗團圡坮坵垕垨垩埀埜埞堦堯堽塲墈墖增壃壄壯壹壽夀夂夅复夓夛夣夲夳夶奧奬姊姬娄娒娭媻學宐宫宷寉寍寗寚寜寢實寳寶對尙屛屬岺峩峯峽崐崗崧嵒嵓嵜嵠嶋嶌嶴嶹嶽巛巢帀帋帒帨帶廄廏廐廢廣廰廳廸廹开弃弌弍弎强彌彥徏徤徳忈恊恒恖恱悅悊悞悮悳惠惪愽憘憙憥應戀戞戰戶户扌抦拂拝拽挍挟捴揔揭摠擑擔擕據擧擵攜攝收敇效敎數斅斈斊斌旉旙旹旾昜昰昻晉暀暻曆曌曵曾會朙朞朢杦杰构枩枽柗查柰柹栁栅栢桉桌桒桘桧桺條梥梦梹梼棃棅棥椗椻楜楳榦榮槀槁槗槩槪樂樑樓樣樷橅橫檆檢櫻欇欉欛欧歖步歬歮歲歷歸殘每毓氣氺沉沗泠泻洤洦涌淂淨淸淺渊渕湶湽溪溫滙滯滿漥潛澀澁澂澔澚澤濟濱濳濵瀘瀦瀧瀨灃灋灣灮灶灾炁炗炤烖焃煙燈燒燓燗營爀爤牎牕狀狹猨獎獨玅玆珋珎珡珮琱琹瑤瑯璆瓣甁產甪甯甼甽畄畍畎畧畫畱畵當畺疅發皈皨皷盖眀眎眞眾睂瞾矦矴硏碚碞碻碼礪祑禮禰秇秊秌秢稱稺稻穉穎穐穗穟穪窗窻竃竈竒竝笇笑笶筭筱筿篭糢絕絲綂經綠緖緜緣緫縣縨總繩繼續缺缼缾罇羣羪翆耒聀聲聽肅肉肎脫脵膽臥臺與舉舊舍舘舩芲苅苽茊荅荆荣莊莖莵菇萊萠萬葢蓺蔐蔕蔴蕊蕋蕐薗薮藂藏藝藡蘆蘒蘓蘤處虝蚫蛽蜯蝯蝱蠏衉衜衟袮覐覺覽觀觜觧訫誧諌謌譱讀變谿豐豫豬賡賣賴赱踐蹋蹹躢躰軄軆輕轉辝辤辧辨辭辯达迁迊迩迴迹迺逹邉邊邥邨郒郞郶鄉鄕釖釡釼銕鋨錄鎭鐡鐮鐵鑃镸閇閒關阥阦阳阴陁陦隁隂隄隯隱隺雙雞霊霚霛霸靁靈靍靎靏靑靜靣韭頚顯飌飰餘騐驒驗驛骵體髙鬽鯵鱷鳯鴬鷄鷰鸎鹽麦黃黑黙點鼑齊齋齡龍龒龜龝龢﨎﨑𠀋𠀍𠂢𠅢𠍱𠝏𠬞𠮷𡈽𡉟𡌛𡙇𡧃𡶜𡿦𢈘𢎗𢎜𢑐𢖍𢛳𣘺𣠽𣥂𣳾𣴎𣵀𣷹𤇆𤎼𤏐𥔎𥧄𥸮𥹢𦀗𦊆𦗟𦚰𦣪𦥑𦫿𦱳𦾔𦿷𧁨𧪄𧮾𧰼𨐌𨿸𩙿𫟋𭐫𮎰𮘂', '喜襄俣勢事灵沢最宇尻岸崎島心泰厚顕晋奈松植法規秦秋釜英握脇猪台蕭雄灵上下世両虎隠蓋始事四歳亞斉京同低火努似仏法来陰男輔修倶併英称前作並伝備仙恵仙価載舞爾長児始内両美宜最富太沖決況涼減湊準居風風函別制剣剣剣剣勞敏包匠蔵区世西巻砥原暦暦源肱去参参参参事呉呉告和歌莞吾哲哲道哲瀏厳嚢回因淵国圖国国圏国円円圖団土台丘厚守聖垂野堤階尭岡場坎塔増疆野壮壱寿寿終降復夏多夢本泰比奥奨姉姫婁姆嬉婆学宜宮審鶴寧寧宝寧寝実宝宝対尚屏属岭峨峰峡崑岡嵩岩岩崎渓島島奥島岳川巣匝紙袋悦帯厩厩厩廃広庁庁迪迫開棄一二三強弥彦陟健德仁協恆思悦悦哲誤誤德恵德博喜喜勞応恋戛戦戸戸手柄払拜曳校挾総総掲総接担携拠挙摩携摂収策効教数学学斉份敷旛時春陽是昂晋旺景暦照曳曽会明期望杉傑構松桑松査奈柿柳柵柏案卓桑椎檜柳条松夢檳檮梨柄樊碇堰胡梅幹栄橋橋橋概概楽梁楼様叢模横杉検桜摂叢杷歐喜歩前渋歳歴帰残毎育気水沈添冷潟泉泊湧得浄清浅淵淵泉淄渓温匯滞満窪潜渋渋澄浩澳沢済浜潜浜沪潴滝瀬豊法湾光釜災気光昭災赫烟灯焼樊爛営赫爛窓窓状狭猿奨独妙茲琉珍琴佩彫琴瑶琅球弁瓶産角寧町圳留界圳略画留画当疆疆発帰星鼓蓋明視真衆眉照侯碇研培岩確瑪砺秩礼祢芸年秋齢称稚稲稚頴秋穂穂称窓窓釜釜奇並算关矢算篠篠籠模絶糸統経緑緒綿縁総県幌総縄継続欠欠瓶樽群養翠来職声聴粛宍肯脱股胆卧台与挙旧舎館船花刈菰茲答荊栄荘茎菟菰莱萌万蓋芸荻蒂麻蘂蘂華園藪叢蔵芸荻芦萩蘇花処虎鮑貝蚌猿虻蟹喀道道祢覚覚覧観嘴解信輔諫歌善読変渓豊予猪続売頼走践踏踏踏体職体軽転辞辞弁弁辞弁達遷匝邇回跡廼達辺辺沈村郎郎部郷郷刀釜剣鉄鉄録鎮鉄鎌鉄銚長閉間関陰陽陽陰陀島堰陰堤島隠鶴双鶏灵霧灵覇雷灵鶴鶴鶴青静面韮頸顕風飯余験騨験駅体体高魅鰺鰐鳳鶯鶏燕鶯塩麥黄黒默点鼎斉斎齢竜竜亀秋和双崎丈世派亳集剣収吉土壮野欠宇岸川鹿弓弓当衡德橋杷少泰承涅添烟熟爛碕釜桑聞織岡聴脇塩臼艾茲旧荻蘇記渓象辛鶏食与愛荒設'), '([一-鿿々])[ガヵヶ]([一-鿿々])', '\1ケ\2', 'g'), 'ヴァ', 'バ', 'g'), 'ヴィ', 'ビ', 'g'), 'ヴェ', 'ベ', 'g'), 'ヴォ', 'ボ', 'g'), 'ヴ', 'ブ', 'g'), 'oh([bcdfghjklmnpqrstvwxyz]|$)', 'o\1', 'g'), 'ou', 'o', 'g'), '([aeiou])\1+', '\1', 'g'), 'm([bmp])', 'n\1', 'g'); END $body$;

        CREATE OR REPLACE FUNCTION places_key(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        BEGIN RETURN places_squeeze(replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize(regexp_replace($1, '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g'), NFKD), E'[\u0300-\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')); END $body$;

        CREATE OR REPLACE FUNCTION places_bare(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        BEGIN RETURN places_squeeze(regexp_replace(regexp_replace(regexp_replace(regexp_replace(replace(replace(replace(translate(lower(normalize(translate(regexp_replace(normalize(regexp_replace($1, '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g'), NFKD), E'[\u0300-\u036f]', '', 'g'), '''’‘ʻʼ`', ''), NFKC)), 'łđøıぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖヶ', 'ldoiァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵケケ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), ' *[(][^()]*[)] *$', '', 'g'), '^(city|shi|si|municipality|town|machi|cho|chou|township|borough|village|mura|son|ward|ku|gu|prefecture|ken|fu|to|county|gun|shire|state|province|region|do|oblast|krai|district) of (the )?', '', 'g'), '[ -](city|shi|si|municipality|town|machi|cho|chou|township|borough|village|mura|son|ward|ku|gu|prefecture|ken|fu|to|county|gun|shire|state|province|region|do|oblast|krai|district)$', '', 'g'), '([^ ])(市|シ|町|マチ|チョウ|村|ムラ|ソン|区|ク|県|府|都|道|郡|グン|州|省)$', '\1', 'g')); END $body$;

        CREATE OR REPLACE FUNCTION places_keys(text) RETURNS TABLE (key text, is_bare boolean)
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        DECLARE
            whole text := places_key($1);
            short text := places_bare($1);
        BEGIN
            RETURN QUERY SELECT whole, false WHERE whole <> '';
            RETURN QUERY SELECT short, true WHERE short <> '' AND short <> whole;
        END $body$;

        CREATE OR REPLACE FUNCTION places_slips(text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$
        DECLARE
            start text := left($1, 7);
            two boolean := $1 ~ '^[\x01-\x7f]*$' AND length($1) >= 6;
            found text[] := ARRAY[start];
            rest text;
        BEGIN
            FOR n IN 1..length(start) LOOP
                rest := overlay(start PLACING '' FROM n FOR 1);
                found := found || rest;
                IF two THEN
                    FOR m IN n..length(rest) LOOP
                        found := found || overlay(rest PLACING '' FROM m FOR 1);
                    END LOOP;
                END IF;
            END LOOP;
            RETURN found;
        END $body$;
    """
# Each table's triggers enter the keys of its rows.
REBUILD = """
    DELETE FROM places_searchkey;
    UPDATE places_country SET code = code;
    UPDATE places_prefecture SET code = code;
    UPDATE places_localgovernment SET id = id;
    UPDATE places_partner SET id = id;
    UPDATE places_placename SET id = id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(REBUILD, migrations.RunSQL.noop),
    ]
