-- The people that a fresh database holds, and what holds between them.
--
-- Together they show every friendship and every odd person that a card can meet, from the first two
-- people's side. The temporary table `pictures` has the avatars, by number.

INSERT INTO people (id, position, listed, deleted, username, displayname, bio, image, badges) VALUES
    ('761761', 0, 1, 0, 'dvnkz', 'Devanka 761', 'Kopi, kode, dan hujan.
Membuat Kirimin.', '761761.png', '[1,5]'),
    ('7684481', 1, 1, 0, 'u7684481', 'User 7684481', NULL, NULL, NULL),
    -- Their id is part of the second person's username.
    ('768', 2, 1, 0, 'siti.aminah', 'Siti Aminah', 'Suka berkebun dan membaca.', '768.png', '[3]'),
    -- A search for 768 answers this one before it answers 768.
    ('512', 3, 1, 0, 'mr768', 'Budi Santoso', NULL, '512.png', NULL),
    -- The longest username and the longest display name.
    ('700035', 4, 1, 0, 'raden.bagus.wreksoat', 'Raden Bagus Wreksoatmodjo Kusumonin', NULL, '700035.png', NULL),
    ('700101', 5, 1, 0, 'layla.haddad', 'ليلى حداد', 'أحب القهوة والكتب.', '700101.png', NULL),
    -- An avatar in SVG.
    ('700102', 6, 1, 0, 'noam.levi', 'נועם לוי', NULL, '700102.svg', NULL),
    ('700200', 7, 1, 0, 'pesta.kembang', '🎉 Pesta 👩‍👩‍👧‍👦 🇮🇩', '🌸🌼🌻', '700200.png', NULL),
    ('700300', 8, 1, 0, 'tanpa.foto', 'Tanpa Foto', NULL, NULL, NULL),
    -- An avatar that is 404.
    ('700404', 9, 1, 0, 'foto.hilang', 'Foto Hilang', NULL, '700404gone.png', NULL),
    -- An avatar whose name has no extension.
    ('700600', 10, 1, 0, 'semua.lencana', 'Semua Lencana', NULL, '700600', '[1,2,3,4,5,6]'),
    ('700700', 11, 1, 0, 'puisi.panjang', 'Puisi Panjang', 'Hujan bulan Juni
jatuh pelan di halaman,
tanpa suara, tanpa nama.

Aku menunggu
sampai daun terakhir
menyimpan airnya.

Lalu kutulis satu kalimat
yang panjang dan tenang untukmu.', '700700.png', NULL),
    ('700800', 12, 1, 0, 'tanda.baca', '<b>Tebal</b> & "Kutip"',
     '<script>alert(1)</script> &amp; ${x} {{y}}', '700800.png', NULL),
    -- A search for 7684481 answers this one first.
    ('600001', 13, 1, 0, 'kawan7684481', 'Kawan Lama', NULL, '600001.png', NULL);

-- Unordered: the smaller id, as text, comes first.
INSERT INTO friendships (person_a, person_b) VALUES
    ('761761', '768'),
    ('768', '7684481'),
    ('700102', '761761'),
    ('700200', '7684481'),
    ('700600', '761761'),
    ('700700', '7684481'),
    ('600001', '7684481');

INSERT INTO requests (from_person, to_person) VALUES
    ('761761', '7684481'),
    ('512', '761761'),
    ('7684481', '512'),
    ('700035', '7684481'),
    ('700101', '761761'),
    ('700102', '7684481'),
    ('761761', '700200'),
    ('7684481', '700300'),
    ('700404', '761761'),
    ('700600', '7684481'),
    ('700800', '761761');

-- More people, for pages with many cards and for searches with more than twenty hits: nobody's
-- friends yet. They share eight avatars.
INSERT INTO people (id, position, listed, deleted, username, displayname, image)
WITH RECURSIVE crowd(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM crowd WHERE number < 24)
SELECT CAST(710000 + number AS TEXT), 13 + number, 0, 0, format('warga%02d', number),
       'Warga ' || number, format('warga%d.png', (number - 1) % 8)
FROM crowd;

INSERT INTO people (id, position, listed, deleted, username, displayname) VALUES
    ('-1', 38, 0, 1, 'Former Member', 'Former Member'),
    -- People whose names are none that a form would take, but that the real server has accepted
    -- (docs/api.md#seen-since).
    ('600101', 39, 0, 0, 'q', 'Satu Huruf'),
    ('600102', 40, 0, 0, '..', 'Dua Titik'),
    ('600103', 41, 0, 0,
     'panjangsekalinamapenggunainisampaiseratuslimapuluh'
     || 'hurufdantakseorangpunmaumengetiknyasampaihabisdari'
     || 'awalhinggaakhirkarenajarinyatentuakanlelahbenarini', 'Nama Panjang'),
    ('600104', 42, 0, 0, '2026', 'Angka Saja'),
    -- The id of somebody else, who comes after this one.
    ('600300', 43, 0, 0, '700300', 'Bukan Tanpa Foto'),
    ('600105', 44, 0, 0, 'tanpa.nama', '');

INSERT INTO avatars (name, content_type, bytes)
SELECT image, 'image/png', bytes FROM people JOIN pictures ON number = position % 8
WHERE listed AND image = id || '.png';

INSERT INTO avatars (name, content_type, bytes)
SELECT format('warga%d.png', number), 'image/png', bytes FROM pictures;

INSERT INTO avatars (name, content_type, bytes)
SELECT '700600', 'application/octet-stream', bytes FROM pictures WHERE number = 2;

INSERT INTO avatars (name, content_type, bytes) VALUES
    ('700102.svg', 'image/svg+xml', CAST(
'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 144 144">'
|| '<rect width="144" height="144" fill="#5b7fe0"/>'
|| '<g fill="#fff" fill-opacity=".62"><circle cx="72" cy="58" r="27"/><circle cx="72" cy="147" r="54"/></g>'
|| '</svg>' AS BLOB));
